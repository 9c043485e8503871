using System.Security.Cryptography;

namespace UnionFs.Oci;

/// <summary>A lock between processes that leaves no file behind: a file that is open exclusively, and is removed while it still is.</summary>
internal sealed class PathLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private const int Attempts = 1_500;

    private readonly string _path;
    private readonly FileStream _held;

    private PathLock(string path, FileStream held) => (_path, _held) = (path, held);

    // Windows removes no open file, but makes sure of this itself.
    private static FileOptions Options => OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;

    /// <summary>Waits for the lock, for half a minute at most. Disposing it gives it back.</summary>
    /// <exception cref="IOException">Somebody else has it all the time, or the file cannot be made.</exception>
    internal static async Task<PathLock> TakeAsync(string path, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, Options);
                if (IsAt(path, held)) return new PathLock(path, held);
                await held.DisposeAsync().ConfigureAwait(false);
            }
            catch (IOException) when (attempt < Attempts && Directory.Exists(Path.GetDirectoryName(path)))
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) File.Delete(_path);
        _held.Dispose();
    }

    /// <summary>
    /// Whether the locked file is the one that the next process will find. Who opened it before its last owner removed it has locked a file that is in no
    /// directory. System.IO does not tell which file a path leads to, so the file is marked by a time that no other has.
    /// </summary>
    private static bool IsAt(string path, FileStream held)
    {
        File.SetLastWriteTimeUtc(held.SafeFileHandle, DateTime.UnixEpoch.AddSeconds(RandomNumberGenerator.GetInt32(int.MaxValue)));
        // As the file system has rounded it.
        return File.Exists(path) && File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(held.SafeFileHandle);
    }
}
