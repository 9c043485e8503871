using Microsoft.Win32.SafeHandles;

namespace UnionFs.SystemIO.Entries;

// Attributes, times and modes, by path; and by handle, which there are none of.
internal sealed partial class UnionFile
{
    public SafeFileHandle OpenHandle(string path, FileMode mode = FileMode.Open, FileAccess access = FileAccess.Read, FileShare share = FileShare.Read,
        FileOptions options = FileOptions.None, long preallocationSize = 0) => throw Unsupported.OpenHandle(path);

    public FileAttributes GetAttributes(string path) => Files.File.GetAttributes(path);
    public FileAttributes GetAttributes(SafeFileHandle fileHandle) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));
    public void SetAttributes(string path, FileAttributes fileAttributes) => Files.File.SetAttributes(path, fileAttributes);
    public void SetAttributes(SafeFileHandle fileHandle, FileAttributes fileAttributes) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));

    public UnixFileMode GetUnixFileMode(string path) => Files.File.GetUnixFileMode(path);
    public UnixFileMode GetUnixFileMode(SafeFileHandle fileHandle) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));
    public void SetUnixFileMode(string path, UnixFileMode mode) => Files.File.SetUnixFileMode(path, mode);
    public void SetUnixFileMode(SafeFileHandle fileHandle, UnixFileMode mode) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));

    public DateTime GetCreationTime(string path) => Files.File.GetCreationTime(path);
    public DateTime GetCreationTime(SafeFileHandle fileHandle) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));
    public void SetCreationTime(string path, DateTime creationTime) => Files.File.SetCreationTime(path, creationTime);
    public void SetCreationTime(SafeFileHandle fileHandle, DateTime creationTime) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));

    public DateTime GetCreationTimeUtc(string path) => Files.File.GetCreationTimeUtc(path);
    public DateTime GetCreationTimeUtc(SafeFileHandle fileHandle) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));
    public void SetCreationTimeUtc(string path, DateTime creationTimeUtc) => Files.File.SetCreationTimeUtc(path, creationTimeUtc);
    public void SetCreationTimeUtc(SafeFileHandle fileHandle, DateTime creationTimeUtc) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));

    public DateTime GetLastAccessTime(string path) => Files.File.GetLastAccessTime(path);
    public DateTime GetLastAccessTime(SafeFileHandle fileHandle) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));
    public void SetLastAccessTime(string path, DateTime lastAccessTime) => Files.File.SetLastAccessTime(path, lastAccessTime);
    public void SetLastAccessTime(SafeFileHandle fileHandle, DateTime lastAccessTime) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));

    public DateTime GetLastAccessTimeUtc(string path) => Files.File.GetLastAccessTimeUtc(path);
    public DateTime GetLastAccessTimeUtc(SafeFileHandle fileHandle) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));
    public void SetLastAccessTimeUtc(string path, DateTime lastAccessTimeUtc) => Files.File.SetLastAccessTimeUtc(path, lastAccessTimeUtc);
    public void SetLastAccessTimeUtc(SafeFileHandle fileHandle, DateTime lastAccessTimeUtc) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));

    public DateTime GetLastWriteTime(string path) => Files.File.GetLastWriteTime(path);
    public DateTime GetLastWriteTime(SafeFileHandle fileHandle) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));
    public void SetLastWriteTime(string path, DateTime lastWriteTime) => Files.File.SetLastWriteTime(path, lastWriteTime);
    public void SetLastWriteTime(SafeFileHandle fileHandle, DateTime lastWriteTime) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));

    public DateTime GetLastWriteTimeUtc(string path) => Files.File.GetLastWriteTimeUtc(path);
    public DateTime GetLastWriteTimeUtc(SafeFileHandle fileHandle) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));
    public void SetLastWriteTimeUtc(string path, DateTime lastWriteTimeUtc) => Files.File.SetLastWriteTimeUtc(path, lastWriteTimeUtc);
    public void SetLastWriteTimeUtc(SafeFileHandle fileHandle, DateTime lastWriteTimeUtc) => throw Unsupported.Handle(fileHandle, nameof(fileHandle));
}
