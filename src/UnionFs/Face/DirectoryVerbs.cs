using UnionFs.Face;

namespace UnionFs;

/// <summary>
/// What System.IO.Directory does, on a <see cref="FileSystem"/>; see <see cref="FileVerbs"/> for paths and errors. A missing
/// directory is a <see cref="DirectoryNotFoundException"/>.
/// </summary>
public sealed partial class DirectoryVerbs
{
    private readonly FileSystem _fileSystem;

    internal DirectoryVerbs(FileSystem fileSystem) => _fileSystem = fileSystem;

    private PosixVerbs Posix => _fileSystem.Posix;

    /// <summary>Whether a directory, or a link to one, is there. Never throws.</summary>
    public bool Exists(string? path) =>
        !string.IsNullOrEmpty(path) && !path.Contains('\0')
        && Posix.Stat(Full(path), out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory;

    /// <summary>Makes a directory and its missing parents, in one step; one that is there is no error.</summary>
    public void CreateDirectory(string path)
    {
        string full = Full(path);
        Throw(_fileSystem.MakeDirectories(full), full);
    }

    /// <summary>
    /// Makes a directory and its missing parents, in one step. The mode, masked with 022, is that of the last one if it is made;
    /// parents get 0755.
    /// </summary>
    public void CreateDirectory(string path, UnixFileMode unixCreateMode)
    {
        string full = Full(path);
        if (((int)unixCreateMode & ~0xFFF) != 0) throw new ArgumentException("Invalid UnixFileMode value.", nameof(unixCreateMode));
        Throw(_fileSystem.MakeDirectories(full, (int)unixCreateMode), full);
    }

    /// <summary>Removes an empty directory; with <paramref name="recursive"/> everything below it too, in O(depth). A link to a directory is removed itself.</summary>
    public void Delete(string path, bool recursive = false)
    {
        string full = Full(path);
        string trimmed = NetPath.Trimmed(full);
        Posix.LStat(trimmed, out FileStat stat).ThrowIfError(full, isDirectory: true);
        if (stat.Kind == NodeKind.Symlink && Exists(trimmed))
        {
            // With a slash it means the directory, which cannot be removed through a link.
            if (full != trimmed) throw FsErrorExtensions.MissingPart(full);
            Posix.Unlink(trimmed).ThrowIfError(full, isDirectory: true);
            return;
        }
        if (stat.Kind != NodeKind.Directory) throw FsErrorExtensions.MissingPart(full);
        (recursive ? Posix.RemoveTree(trimmed) : Posix.Rmdir(trimmed)).ThrowIfError(full, isDirectory: true);
    }

    /// <summary>Moves a directory (or a file, as System.IO does), in O(depth). The new path must be free.</summary>
    public void Move(string sourceDirName, string destDirName)
    {
        ArgumentException.ThrowIfNullOrEmpty(sourceDirName);
        ArgumentException.ThrowIfNullOrEmpty(destDirName);
        string fullFrom = Full(sourceDirName), from = NetPath.Trimmed(fullFrom);
        string fullTo = Full(destDirName), to = NetPath.Trimmed(fullTo);
        if (from == to) throw new IOException("Source and destination path must be different.");
        // Where case is ignored a directory may be in its own way, and gets the new spelling.
        bool isItself = _fileSystem.IsSameInode(from, to, followLinks: false);
        if ((_fileSystem.Layers.Names == NameComparison.Ordinal || !isItself) && Posix.LStat(to, out _) == FsError.None)
        {
            if (Posix.LStat(from, out FileStat source) != FsError.None) throw FsErrorExtensions.MissingPart(fullFrom);
            // What a slash makes a directory has to be one itself.
            if (source.Kind != NodeKind.Directory && from != fullFrom) throw new IOException($"Could not find a part of the path '{fullFrom}'.");
            throw new IOException(isItself ? "Source and destination path must be different." : $"Cannot create '{fullTo}' because a file or directory with the same name already exists.");
        }
        switch (Posix.Rename(fullFrom, to, RenameFlags.RENAME_NOREPLACE))
        {
            case FsError.None: return;
            case FsError.ENOENT: throw FsErrorExtensions.MissingPart(fullFrom);
            // As System.IO has it, whichever of the two goes through a file.
            case FsError.ENOTDIR: throw new IOException($"Could not find a part of the path '{fullFrom}'.");
            case var denied when denied is FsError.EACCES or FsError.EPERM: throw denied.ToException(to, isDirectory: true);
            case var error: throw error.ToExceptionWithoutPath();
        }
    }

    /// <summary>Makes a symbolic link.</summary>
    public void CreateSymbolicLink(string path, string pathToTarget) => _fileSystem.File.CreateSymbolicLink(path, pathToTarget);

    /// <summary>The names in a directory at this moment, in ordinal order.</summary>
    public DirectoryListing List(string path)
    {
        string full = Full(path);
        FsError error = Posix.ReadDirectory(full, out DirectoryListing? listing);
        error.ThrowIfError(full, isDirectory: true);
        return listing!;
    }

    /// <summary>The path that a symbolic link leads to, or null if it is no link. See <see cref="FileVerbs.ResolveLinkTarget(string, bool)"/>.</summary>
    public string? ResolveLinkTarget(string linkPath, bool returnFinalTarget) =>
        _fileSystem.File.ResolveLinkTarget(linkPath, returnFinalTarget, isDirectory: true);

    /// <summary>The root of a path, by text alone: always `/`.</summary>
    public string GetDirectoryRoot(string path)
    {
        Full(path);
        return "/";
    }

    /// <summary>The path above, by text alone; null for the root.</summary>
    public string? GetParent(string path)
    {
        string full = Full(path);
        if (full == "/") return null;
        int slash = full.LastIndexOf('/');
        return slash == 0 ? "/" : full[..slash];
    }

    /// <summary>Where relative paths of this file system's .NET face start; `/` at first.</summary>
    public string GetCurrentDirectory() => _fileSystem.CurrentDirectory;

    /// <summary>
    /// Sets where relative paths of this file system's .NET face start, links resolved. A fork or a restored state does not take it along, and it is
    /// kept as a path: moving the directory does not move it. The Unix verbs go on at the root.
    /// </summary>
    public void SetCurrentDirectory(string path)
    {
        string full = Full(path);
        Posix.Stat(full, out FileStat stat).ThrowIfError(full, isDirectory: true);
        if (stat.Kind != NodeKind.Directory) throw FsErrorExtensions.MissingPart(full);
        Posix.RealPath(full, out string real).ThrowIfError(full, isDirectory: true);
        _fileSystem.CurrentDirectory = real;
    }

    /// <summary>
    /// What System.IO says of directories that could not be made. It tries the whole path first, so a chain of links on the way is told as such, and then those above, so of
    /// a link that leads nowhere it tells the path of the first directory below.
    /// </summary>
    private void Throw(FsError error, string full)
    {
        if (error == FsError.ENOTDIR && Posix.Stat(full, out _) is var whole and (FsError.ELOOP or FsError.ENOENT))
        {
            if (whole == FsError.ELOOP) error = FsError.ELOOP;
            else full = BelowDanglingLink(full);
        }
        error.ThrowIfError(full, isDirectory: true);
    }

    private string BelowDanglingLink(string full)
    {
        for (int slash = full.IndexOf('/', 1); slash > 0; slash = full.IndexOf('/', slash + 1))
        {
            if (Posix.LStat(full.AsSpan(0, slash), out _) != FsError.None || Posix.Stat(full.AsSpan(0, slash), out _) != FsError.ENOENT) continue;
            int end = full.IndexOf('/', slash + 1);
            return end < 0 ? full : full[..end];
        }
        return full;
    }

    private string Full(string path, string parameter = "path") => _fileSystem.FullPath(path, parameter);
}
