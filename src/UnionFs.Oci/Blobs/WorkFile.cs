namespace UnionFs.Oci;

/// <summary>
/// A file that is written under another name and then put in its place, so that others, and who comes after a kill, see the old file or the whole new one.
/// It is locked as long as its writer lives; one that is not was abandoned.
/// </summary>
internal sealed class WorkFile : IDisposable
{
    // A leading dot: no digest's encoding starts with one.
    private const string Prefix = ".unionfs-new-";
    private const int Attempts = 100;

    private readonly string _path;
    private bool _isPlaced;

    private WorkFile(string path, FileStream stream) => (_path, Stream) = (path, stream);

    /// <summary>Where to write; unbuffered.</summary>
    internal FileStream Stream { get; }

    // On Unix every way but None is a shared lock, which readers of the finished file share; Windows lets nobody rename an open file that is not shared so.
    private const FileShare Alive = FileShare.Read | FileShare.Delete;

    private static FileShare Alone => OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    /// <summary>An empty one in a directory, which is made where it is missing.</summary>
    internal static WorkFile Create(string directory)
    {
        Directory.CreateDirectory(directory);
        for (int attempt = 1; ; attempt++)
        {
            string path = Path.Combine(directory, $"{Prefix}{Guid.NewGuid():N}");
            try
            {
                var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, Alive, 1);
                // Before the lock was there, somebody may have taken it for abandoned.
                if (File.Exists(path)) return new WorkFile(path, stream);
                stream.Dispose();
            }
            catch (IOException) when (attempt < Attempts && Directory.Exists(directory))
            {
                // Somebody has the lock, and removes the file.
            }
        }
    }

    /// <summary>Puts what was written in place.</summary>
    internal void Place(string path)
    {
        File.Move(_path, path, overwrite: true);
        _isPlaced = true;
    }

    /// <summary>Removes what was abandoned in a directory, as far as that can be seen and done.</summary>
    internal static void ClearAbandoned(string directory)
    {
        if (!Directory.Exists(directory)) return;
        foreach (FileInfo file in new DirectoryInfo(directory).EnumerateFiles(Prefix + "*"))
        {
            if ((file.Attributes & FileAttributes.ReparsePoint) != 0) continue;
            try
            {
                // Opening a fifo for writing as well waits for nobody.
                using (file.Open(FileMode.Open, FileAccess.ReadWrite, Alone)) file.Delete();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody is at it, or it is somebody else's.
            }
        }
    }

    public void Dispose()
    {
        // Removed first: nobody else may remove it when the lock is gone, and then it may be another's.
        if (!_isPlaced) File.Delete(_path);
        Stream.Dispose();
    }
}
