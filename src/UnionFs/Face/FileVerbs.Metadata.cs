using UnionFs.Face;

namespace UnionFs;

public sealed partial class FileVerbs
{
    /// <summary>Mode, owner, times and all else about a file; links followed.</summary>
    public FileStat GetStat(string path)
    {
        string full = Full(path);
        _fileSystem.ThrowIfError(Posix.Stat(NetPath.Trimmed(full), out FileStat stat), full);
        return stat;
    }

    /// <summary>The permission bits; links followed, and one that leads nowhere counts as missing.</summary>
    public UnixFileMode GetUnixFileMode(string path)
    {
        string full = Full(path);
        FsError error = Posix.LStat(NetPath.Trimmed(full), out FileStat stat);
        if (error == FsError.None && stat.Kind == NodeKind.Symlink && Posix.Stat(full, out stat) != FsError.None) error = FsError.ENOENT;
        _fileSystem.ThrowIfError(error, full);
        return (UnixFileMode)stat.Mode;
    }

    /// <summary>Sets the permission bits; links followed.</summary>
    public void SetUnixFileMode(string path, UnixFileMode mode)
    {
#pragma warning disable CA2208 // System.IO names the parameter so.
        if (((int)mode & ~0xFFF) != 0) throw new ArgumentException("Invalid UnixFileMode value.", "UnixFileMode");
#pragma warning restore CA2208
        string full = Full(path);
        _fileSystem.ThrowIfError(Posix.Chmod(full, (int)mode), full);
    }

    /// <summary>What System.IO makes of Unix metadata: directory, link, read-only, hidden by a leading dot.</summary>
    public FileAttributes GetAttributes(string path)
    {
        string full = Full(path), trimmed = NetPath.Trimmed(full);
        _fileSystem.ThrowIfError(Posix.LStat(trimmed, out FileStat stat), full);
        if (Posix.Stat(full, out FileStat target) != FsError.None) target = stat;
        return NetAttributes.Of(trimmed[(trimmed.LastIndexOf('/') + 1)..], stat, target);
    }

    /// <summary>
    /// As System.IO on Unix: <see cref="FileAttributes.ReadOnly"/> takes every write bit away, and without it the owner who may read
    /// may write; all else has no meaning here. Links followed.
    /// </summary>
    public void SetAttributes(string path, FileAttributes fileAttributes)
    {
        string full = Full(path);
#pragma warning disable CA2208 // System.IO names the parameter so.
        if ((fileAttributes & ~NetAttributes.Settable) != 0) throw new ArgumentException("Invalid File or Directory attributes value.", "Attributes");
#pragma warning restore CA2208
        _fileSystem.ThrowIfError(Posix.LStat(NetPath.Trimmed(full), out FileStat stat), full);
        // A link that leads nowhere has a mode of its own, which may be what is asked for already.
        if (Posix.Stat(full, out FileStat target) == FsError.None) stat = target;
        int mode = NetAttributes.ModeFor(fileAttributes, stat.Mode);
        if (mode != stat.Mode) _fileSystem.ThrowIfError(Posix.Chmod(full, mode), full);
    }
}
