using System.Diagnostics.CodeAnalysis;
using System.IO.Abstractions;
using UnionFs.SystemIO.Watching;

namespace UnionFs.SystemIO.Entries;

/// <summary>What System.IO.Directory does.</summary>
internal sealed partial class UnionDirectory(UnionFileSystemIO system) : Entity(system), IDirectory
{
    public bool Exists([NotNullWhen(true)] string? path) => Files.Directory.Exists(path);

    public IDirectoryInfo CreateDirectory(string path)
    {
        Files.Directory.CreateDirectory(path);
        return new UnionDirectoryInfo(Owner, path);
    }

    public IDirectoryInfo CreateDirectory(string path, UnixFileMode unixCreateMode)
    {
        Files.Directory.CreateDirectory(path, unixCreateMode);
        return new UnionDirectoryInfo(Owner, path);
    }

    public IFileSystemInfo CreateSymbolicLink(string path, string pathToTarget)
    {
        Links.Create(Files, path, pathToTarget);
        return new UnionDirectoryInfo(Owner, path);
    }

    public IDirectoryInfo CreateTempSubdirectory(string? prefix = null) => new UnionDirectoryInfo(Owner, Files.Directory.CreateTempSubdirectory(prefix));

    public void Delete(string path) => Files.Directory.Delete(path);

    public void Delete(string path, bool recursive)
    {
        if (recursive && Owner.Watchers.IsAny) TreeRemoval.EntryByEntry(Files, path);
        else Files.Directory.Delete(path, recursive);
    }

    public void Move(string sourceDirName, string destDirName) => Files.Directory.Move(sourceDirName, destDirName);

    public string GetCurrentDirectory() => Files.Directory.GetCurrentDirectory();

    public void SetCurrentDirectory(string path) => Files.Directory.SetCurrentDirectory(path);

    public string GetDirectoryRoot(string path) => Files.Directory.GetDirectoryRoot(path);

    public string[] GetLogicalDrives() => Files.Directory.GetLogicalDrives();

    public IDirectoryInfo? GetParent(string path) => Files.Directory.GetParent(path) is { } parent ? new UnionDirectoryInfo(Owner, parent) : null;

    public IFileSystemInfo? ResolveLinkTarget(string linkPath, bool returnFinalTarget) =>
        Links.Resolve(Files, linkPath, returnFinalTarget, isDirectory: true) is { } target ? new UnionDirectoryInfo(Owner, target) : null;

    public DateTime GetCreationTime(string path) => Files.Directory.GetCreationTime(path);
    public void SetCreationTime(string path, DateTime creationTime) => Files.Directory.SetCreationTime(path, creationTime);
    public DateTime GetCreationTimeUtc(string path) => Files.Directory.GetCreationTimeUtc(path);
    public void SetCreationTimeUtc(string path, DateTime creationTimeUtc) => Files.Directory.SetCreationTimeUtc(path, creationTimeUtc);
    public DateTime GetLastAccessTime(string path) => Files.Directory.GetLastAccessTime(path);
    public void SetLastAccessTime(string path, DateTime lastAccessTime) => Files.Directory.SetLastAccessTime(path, lastAccessTime);
    public DateTime GetLastAccessTimeUtc(string path) => Files.Directory.GetLastAccessTimeUtc(path);
    public void SetLastAccessTimeUtc(string path, DateTime lastAccessTimeUtc) => Files.Directory.SetLastAccessTimeUtc(path, lastAccessTimeUtc);
    public DateTime GetLastWriteTime(string path) => Files.Directory.GetLastWriteTime(path);
    public void SetLastWriteTime(string path, DateTime lastWriteTime) => Files.Directory.SetLastWriteTime(path, lastWriteTime);
    public DateTime GetLastWriteTimeUtc(string path) => Files.Directory.GetLastWriteTimeUtc(path);
    public void SetLastWriteTimeUtc(string path, DateTime lastWriteTimeUtc) => Files.Directory.SetLastWriteTimeUtc(path, lastWriteTimeUtc);
}
