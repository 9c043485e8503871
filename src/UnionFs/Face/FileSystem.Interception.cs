using UnionFs.Mounting;

namespace UnionFs;

// Reads of whole files where a FileSystemInterceptor is asked.
public abstract partial class FileSystem
{
    internal bool IsIntercepted(FileHandle? start) => HostOf(start).Interceptor is not null;

    /// <summary>Asks about a read of a whole file. One that has gone meanwhile nobody is asked about: the next look says so.</summary>
    internal FsError AskRead(PosixPath path, long length)
    {
        TreeHost host = HostOf(path.Start);
        if (path.IsItself) return path.Start!.IsIntercepted ? host.AskRead(path.Start.OpenedAt, 0, length) : FsError.None;
        return Posix.RealPath(path, out string real) == FsError.None ? host.AskRead(real, 0, length) : FsError.None;
    }

    /// <summary>As <see cref="ReadShared"/>, waiting without a thread.</summary>
    internal async ValueTask<(FsError Error, Content Content)> ReadSharedAsync(string path, CancellationToken cancellationToken)
    {
        FsError error = LookShared(path, out Content content);
        if (error != FsError.None) return (error, content);
        if (Posix.RealPath(path, out string real) == FsError.None)
            error = await Host.AskReadAsync(real, 0, content.Length, cancellationToken).ConfigureAwait(false);
        if (error == FsError.None) error = LookShared(path, out content);
        return (error, content);
    }
}
