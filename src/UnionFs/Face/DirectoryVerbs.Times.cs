using UnionFs.Face;

namespace UnionFs;

// As those of FileVerbs: System.IO tells a directory's times, and their errors, as it does a file's.
public sealed partial class DirectoryVerbs
{
    /// <summary>As <see cref="FileVerbs.GetLastWriteTime"/>.</summary>
    public DateTime GetLastWriteTime(string path) => _fileSystem.File.GetLastWriteTime(path);

    /// <summary>As <see cref="FileVerbs.SetLastWriteTime"/>.</summary>
    public void SetLastWriteTime(string path, DateTime lastWriteTime) => _fileSystem.File.SetLastWriteTime(Checked(path), lastWriteTime);

    /// <summary>As <see cref="FileVerbs.GetLastWriteTimeUtc"/>.</summary>
    public DateTime GetLastWriteTimeUtc(string path) => _fileSystem.File.GetLastWriteTimeUtc(path);

    /// <summary>As <see cref="FileVerbs.SetLastWriteTimeUtc"/>.</summary>
    public void SetLastWriteTimeUtc(string path, DateTime lastWriteTimeUtc) => _fileSystem.File.SetLastWriteTimeUtc(Checked(path), lastWriteTimeUtc);

    /// <summary>As <see cref="FileVerbs.GetLastAccessTime"/>.</summary>
    public DateTime GetLastAccessTime(string path) => _fileSystem.File.GetLastAccessTime(path);

    /// <summary>As <see cref="FileVerbs.SetLastAccessTime"/>.</summary>
    public void SetLastAccessTime(string path, DateTime lastAccessTime) => _fileSystem.File.SetLastAccessTime(Checked(path), lastAccessTime);

    /// <summary>As <see cref="FileVerbs.GetLastAccessTimeUtc"/>.</summary>
    public DateTime GetLastAccessTimeUtc(string path) => _fileSystem.File.GetLastAccessTimeUtc(path);

    /// <summary>As <see cref="FileVerbs.SetLastAccessTimeUtc"/>.</summary>
    public void SetLastAccessTimeUtc(string path, DateTime lastAccessTimeUtc) => _fileSystem.File.SetLastAccessTimeUtc(Checked(path), lastAccessTimeUtc);

    /// <summary>As <see cref="FileVerbs.GetCreationTime"/>.</summary>
    public DateTime GetCreationTime(string path) => _fileSystem.File.GetCreationTime(path);

    /// <summary>As <see cref="FileVerbs.SetCreationTime"/>.</summary>
    public void SetCreationTime(string path, DateTime creationTime) => _fileSystem.File.SetCreationTime(Checked(path), creationTime);

    /// <summary>As <see cref="FileVerbs.GetCreationTimeUtc"/>.</summary>
    public DateTime GetCreationTimeUtc(string path) => _fileSystem.File.GetCreationTimeUtc(path);

    /// <summary>As <see cref="FileVerbs.SetCreationTimeUtc"/>.</summary>
    public void SetCreationTimeUtc(string path, DateTime creationTimeUtc) => _fileSystem.File.SetCreationTimeUtc(Checked(path), creationTimeUtc);

    /// <summary>The one thing that is told otherwise: a link that leads nowhere, with a slash at its end.</summary>
    private string Checked(string path)
    {
        string full = Full(path);
        if (full.EndsWith('/') && Posix.LStat(NetPath.Trimmed(full), out _) == FsError.None && Posix.Stat(full, out _) == FsError.ENOENT) throw FsErrorExtensions.MissingPart(full);
        return path;
    }
}
