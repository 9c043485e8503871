using UnionFs.Face;

namespace UnionFs;

public sealed partial class FileVerbs
{
    /// <summary>Removes a file; a missing one is no error, a missing parent is.</summary>
    public void Delete(string path)
    {
        FsError error = Posix.Unlink(NetPath.Full(path));
        if (error == FsError.ENOENT && _fileSystem.ParentExists(path)) return;
        _fileSystem.ThrowIfError(error, path);
    }

    /// <summary>Moves a file (a link itself). With <paramref name="overwrite"/> it replaces a file at the new path.</summary>
    public void Move(string sourceFileName, string destFileName, bool overwrite = false)
    {
        string from = NetPath.Full(sourceFileName, nameof(sourceFileName));
        string to = NetPath.Full(destFileName, nameof(destFileName));
        if (Posix.LStat(from, out FileStat stat) != FsError.None || stat.Kind == NodeKind.Directory)
            throw FsError.ENOENT.ToException(sourceFileName);
        // A file moved to where it is stays, overwrite or not.
        overwrite |= _fileSystem.IsSameInode(from, to, followLinks: false);
        FsError error = Posix.Rename(from, to, overwrite ? RenameFlags.None : RenameFlags.RENAME_NOREPLACE);
        switch (error)
        {
            case FsError.ENOENT or FsError.ENOTDIR: throw FsErrorExtensions.MissingPart(destFileName);
            // Here System.IO passes the kernel's word on.
            case FsError.EISDIR: throw new IOException($"{error.Describe()} : '{destFileName}'", (int)error);
            default: _fileSystem.ThrowIfError(error, destFileName); break;
        }
    }

    /// <summary>Copies a file's content and mode; the two share their bytes until one of them changes. O(1) in the size.</summary>
    public void Copy(string sourceFileName, string destFileName, bool overwrite = false)
    {
        string from = NetPath.Full(sourceFileName, nameof(sourceFileName));
        string to = NetPath.Full(destFileName, nameof(destFileName));
        _fileSystem.ThrowIfError(Posix.Stat(from, out FileStat source), sourceFileName);
        if (source.Kind == NodeKind.Directory) throw FsError.EACCES.ToException(sourceFileName);
        _fileSystem.ThrowIfError(Posix.ReadContent(from, out Content content), sourceFileName);
        if (Posix.Stat(to, out FileStat target) == FsError.None)
        {
            if (target.Kind == NodeKind.Directory && overwrite) throw FsError.EACCES.ToException(destFileName);
            if (target.Kind == NodeKind.Directory) throw new IOException($"The target file '{destFileName}' is a directory, not a file.");
            if (!overwrite) throw FsError.EEXIST.ToException(destFileName);
            if (_fileSystem.IsSameInode(from, to, followLinks: true)) return;
        }
        _fileSystem.ThrowIfError(_fileSystem.StoreContent(to, content, overwrite ? OpenFlags.O_CREAT | OpenFlags.O_TRUNC : OpenFlags.O_CREAT | OpenFlags.O_EXCL, source.Mode), destFileName);
    }

    /// <summary>Makes a symbolic link.</summary>
    public void CreateSymbolicLink(string path, string pathToTarget)
    {
        string full = NetPath.Full(path);
        NetPath.Full(pathToTarget, nameof(pathToTarget));
        _fileSystem.ThrowIfError(Posix.Symlink(pathToTarget, full), path);
    }

    /// <summary>Makes another name for a file.</summary>
    public void CreateHardLink(string path, string pathToExisting)
    {
        string existing = NetPath.Full(pathToExisting, nameof(pathToExisting));
        FsError error = Posix.LStat(existing, out _);
        _fileSystem.ThrowIfError(error, pathToExisting);
        _fileSystem.ThrowIfError(Posix.Link(existing, NetPath.Full(path)), path);
    }

    /// <summary>
    /// The path that a symbolic link leads to, or null if it is no link. The first target may be relative to the link's directory and
    /// is made absolute; with <paramref name="returnFinalTarget"/> links are followed to the end.
    /// </summary>
    public string? ResolveLinkTarget(string linkPath, bool returnFinalTarget)
    {
        string current = NetPath.Full(linkPath, nameof(linkPath));
        _fileSystem.ThrowIfError(Posix.LStat(current, out FileStat stat), linkPath);
        if (stat.Kind != NodeKind.Symlink) return null;
        for (int hops = 0; stat.Kind == NodeKind.Symlink; hops++)
        {
            if (hops == Paths.NameRules.MaxSymlinks) throw new IOException($"Too many levels of symbolic links in '{linkPath}'.");
            _fileSystem.ThrowIfError(Posix.ReadLink(current, out string target), linkPath);
            current = NetPath.Full(target.StartsWith('/') ? target : current[..(current.LastIndexOf('/') + 1)] + target);
            if (!returnFinalTarget || Posix.LStat(current, out stat) != FsError.None) break;
        }
        return current;
    }

    /// <summary>Mode, owner, times and all else about a file; links followed.</summary>
    public FileStat GetStat(string path)
    {
        _fileSystem.ThrowIfError(Posix.Stat(NetPath.Full(path), out FileStat stat), path);
        return stat;
    }

    /// <summary>When the content last changed; 1601-01-01 for a missing file, as System.IO has it.</summary>
    public DateTime GetLastWriteTimeUtc(string path) =>
        Posix.Stat(NetPath.Full(path), out FileStat stat) == FsError.None ? stat.ModifyTime.ToDateTimeOffset().UtcDateTime : DateTime.FromFileTimeUtc(0);

    /// <summary>When it was last read, as set; 1601-01-01 for a missing file.</summary>
    public DateTime GetLastAccessTimeUtc(string path) =>
        Posix.Stat(NetPath.Full(path), out FileStat stat) == FsError.None ? stat.AccessTime.ToDateTimeOffset().UtcDateTime : DateTime.FromFileTimeUtc(0);

    /// <summary>Sets when the content last changed.</summary>
    public void SetLastWriteTimeUtc(string path, DateTime lastWriteTimeUtc) =>
        _fileSystem.ThrowIfError(Posix.Utimens(NetPath.Full(path), TimeSetting.Omit, UnixTime.From(AsUtc(lastWriteTimeUtc))), path);

    /// <summary>Sets when it was last read.</summary>
    public void SetLastAccessTimeUtc(string path, DateTime lastAccessTimeUtc) =>
        _fileSystem.ThrowIfError(Posix.Utimens(NetPath.Full(path), UnixTime.From(AsUtc(lastAccessTimeUtc)), TimeSetting.Omit), path);

    /// <summary>The permission bits.</summary>
    public UnixFileMode GetUnixFileMode(string path) => (UnixFileMode)GetStat(path).Mode;

    /// <summary>Sets the permission bits.</summary>
    public void SetUnixFileMode(string path, UnixFileMode mode)
    {
#pragma warning disable CA2208 // System.IO names the parameter so.
        if (((int)mode & ~0xFFF) != 0) throw new ArgumentException("Invalid UnixFileMode value.", "UnixFileMode");
#pragma warning restore CA2208
        _fileSystem.ThrowIfError(Posix.Chmod(NetPath.Full(path), (int)mode), path);
    }

    /// <summary>What System.IO makes of Unix metadata: directory, link, read-only, hidden by a leading dot.</summary>
    public FileAttributes GetAttributes(string path)
    {
        string full = NetPath.Full(path);
        _fileSystem.ThrowIfError(Posix.LStat(full, out FileStat stat), path);
        FileAttributes attributes = 0;
        if (stat.Kind == NodeKind.Symlink)
        {
            attributes |= FileAttributes.ReparsePoint;
            if (Posix.Stat(full, out FileStat target) == FsError.None && target.Kind == NodeKind.Directory) attributes |= FileAttributes.Directory;
        }
        if (stat.Kind == NodeKind.Directory) attributes |= FileAttributes.Directory;
        string name = full.TrimEnd('/');
        if (name[(name.LastIndexOf('/') + 1)..].StartsWith('.')) attributes |= FileAttributes.Hidden;
        return attributes == 0 ? FileAttributes.Normal : attributes;
    }

    private static DateTimeOffset AsUtc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
