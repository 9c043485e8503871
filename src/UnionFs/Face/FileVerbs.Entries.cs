using UnionFs.Face;

namespace UnionFs;

public sealed partial class FileVerbs
{
    /// <summary>Removes a file; a missing one is no error, a missing parent is.</summary>
    public void Delete(string path)
    {
        string full = Full(path);
        FsError error = Posix.Unlink(full);
        if (error != FsError.ENOENT) _fileSystem.ThrowIfError(error, full);
        else if (!_fileSystem.DirectoryOfExists(full)) throw FsErrorExtensions.MissingPart(full);
    }

    /// <summary>Moves a file (a link itself). With <paramref name="overwrite"/> it replaces a file at the new path.</summary>
    public void Move(string sourceFileName, string destFileName, bool overwrite = false)
    {
        string from = FullArgument(sourceFileName, nameof(sourceFileName));
        string to = FullArgument(destFileName, nameof(destFileName));
        if (!IsFile(NetPath.Trimmed(from))) throw FsError.ENOENT.ToException(from);
        if (!overwrite && from.EndsWith('/')) throw NotLinked(Posix.Stat(from, out _), from, to);
        // A file moved to where it is stays, overwrite or not.
        overwrite |= _fileSystem.IsSameInode(from, to, followLinks: false);
        FsError error = Posix.Rename(from, to, overwrite ? RenameFlags.None : RenameFlags.RENAME_NOREPLACE);
        // Here System.IO passes the kernel's word on.
        if (error == FsError.EISDIR) throw new IOException($"{error.Describe()} : '{to}'", (int)error);
        if (overwrite || error is FsError.None or FsError.EEXIST or FsError.EACCES or FsError.EPERM) _fileSystem.ThrowIfError(error, to);
        else throw NotLinked(error, from, to);
    }

    /// <summary>What System.IO says where it did not overwrite: it has tried a link, and tells the path only where that is missing.</summary>
    private Exception NotLinked(FsError error, string from, string to)
    {
        // To link a file at a path with a slash at its end is ENOENT, to move one there ENOTDIR.
        if (error == FsError.ENOTDIR && !from.EndsWith('/') && to.EndsWith('/') && Posix.LStat(NetPath.Trimmed(to), out _) == FsError.ENOENT) error = FsError.ENOENT;
        if (error != FsError.ENOENT) return error.ToExceptionWithoutPath();
        return _fileSystem.DirectoryOfExists(to) ? error.ToException(from) : FsErrorExtensions.MissingPart(to);
    }

    /// <summary>Whether something that is no directory, and no link to one, is there.</summary>
    private bool IsFile(string full) =>
        Posix.LStat(full, out FileStat stat) == FsError.None && stat.Kind != NodeKind.Directory
        && !(stat.Kind == NodeKind.Symlink && Posix.Stat(full, out FileStat target) == FsError.None && target.Kind == NodeKind.Directory);

    /// <summary>
    /// Copies a file's content, mode and times; the two share their bytes until one of them changes. O(1) in the size. As with System.IO, any
    /// stream that is open on the target shuts the copy out, and so does the file itself.
    /// </summary>
    public void Copy(string sourceFileName, string destFileName, bool overwrite = false)
    {
        string from = FullArgument(sourceFileName, nameof(sourceFileName));
        string to = FullArgument(destFileName, nameof(destFileName));
        _fileSystem.ThrowIfError(Posix.Stat(from, out FileStat source), from);
        if (source.Kind == NodeKind.Directory) throw FsError.EACCES.ToException(from);
        _fileSystem.ThrowIfError(_fileSystem.ReadShared(from, out Content content), from);
        if (Posix.Stat(to, out FileStat target) == FsError.None)
        {
            if (target.Kind == NodeKind.Directory && (overwrite || to.EndsWith('/'))) throw FsError.EACCES.ToException(to);
            if (target.Kind == NodeKind.Directory) throw new IOException($"The target file '{to}' is a directory, not a file.");
            if (!overwrite) throw FsError.EEXIST.ToException(to);
            if (_fileSystem.IsSameInode(from, to, followLinks: true)) throw FsError.EAGAIN.ToException(to);
        }
        OpenFlags flags = OpenFlags.O_CREAT | (overwrite ? OpenFlags.O_TRUNC : OpenFlags.O_EXCL);
        _fileSystem.ThrowIfError(_fileSystem.CopyContent(to, content, flags, source), to);
    }

    /// <summary>Makes a symbolic link.</summary>
    public void CreateSymbolicLink(string path, string pathToTarget)
    {
        string full = Full(path);
        Full(pathToTarget, nameof(pathToTarget));
        _fileSystem.ThrowIfError(Posix.Symlink(pathToTarget, full), full);
    }

    /// <summary>Makes another name for a file.</summary>
    public void CreateHardLink(string path, string pathToExisting)
    {
        string existing = Full(pathToExisting, nameof(pathToExisting));
        _fileSystem.ThrowIfError(Posix.LStat(existing, out _), existing);
        string full = Full(path);
        _fileSystem.ThrowIfError(Posix.Link(existing, full), full);
    }

    /// <summary>
    /// The path that a symbolic link leads to, or null if it is no link. The first target may be relative to the link's directory and
    /// is made absolute; with <paramref name="returnFinalTarget"/> links are followed to the end.
    /// </summary>
    public string? ResolveLinkTarget(string linkPath, bool returnFinalTarget) => ResolveLinkTarget(linkPath, returnFinalTarget, isDirectory: false);

    internal string? ResolveLinkTarget(string linkPath, bool returnFinalTarget, bool isDirectory)
    {
        string full = Full(linkPath, nameof(linkPath));
        FsError error = Posix.LStat(full, out FileStat stat);
        if (isDirectory) error.ThrowIfError(full, isDirectory: true);
        _fileSystem.ThrowIfError(error, full);
        if (stat.Kind != NodeKind.Symlink) return null;
        string current = full;
        for (int hops = 0; stat.Kind == NodeKind.Symlink; hops++)
        {
            if (hops == Paths.NameRules.MaxSymlinks) throw new IOException($"Too many levels of symbolic links in '{full}'.");
            _fileSystem.ThrowIfError(Posix.ReadLink(current, out string target), full);
            current = NetPath.Full(target, current[..(current.LastIndexOf('/') + 1)]);
            if (!returnFinalTarget || Posix.LStat(current, out stat) != FsError.None) break;
        }
        return current;
    }
}
