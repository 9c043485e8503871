using UnionFs.Face;

namespace UnionFs;

/// <summary>
/// What System.IO.Directory does, on a <see cref="FileSystem"/>; see <see cref="FileVerbs"/> for paths and errors. A missing
/// directory is a <see cref="DirectoryNotFoundException"/>.
/// </summary>
public sealed class DirectoryVerbs
{
    private readonly FileSystem _fileSystem;

    internal DirectoryVerbs(FileSystem fileSystem) => _fileSystem = fileSystem;

    private PosixVerbs Posix => _fileSystem.Posix;

    /// <summary>Whether a directory, or a link to one, is there. Never throws.</summary>
    public bool Exists(string? path) =>
        !string.IsNullOrEmpty(path) && !path.Contains('\0')
        && Posix.Stat(NetPath.Full(path), out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory;

    /// <summary>Makes a directory and its missing parents, in one step; one that is there is no error.</summary>
    public void CreateDirectory(string path)
    {
        string full = NetPath.Full(path);
        _fileSystem.MakeDirectories(full).ThrowIfError(path, isDirectory: true);
    }

    /// <summary>Removes an empty directory; with <paramref name="recursive"/> everything below it too, in O(depth). A link to a directory is removed itself.</summary>
    public void Delete(string path, bool recursive = false)
    {
        string full = NetPath.Full(path);
        string trimmed = full.Length > 1 ? full.TrimEnd('/') : full;
        Posix.LStat(trimmed, out FileStat stat).ThrowIfError(path, isDirectory: true);
        if (stat.Kind == NodeKind.Symlink && Exists(trimmed))
        {
            Posix.Unlink(trimmed).ThrowIfError(path, isDirectory: true);
            return;
        }
        if (stat.Kind != NodeKind.Directory) throw FsErrorExtensions.MissingPart(path);
        (recursive ? Posix.RemoveTree(trimmed) : Posix.Rmdir(trimmed)).ThrowIfError(path, isDirectory: true);
    }

    /// <summary>Moves a directory (or a file, as System.IO does), in O(depth). The new path must be free.</summary>
    public void Move(string sourceDirName, string destDirName)
    {
        string from = NetPath.Full(sourceDirName, nameof(sourceDirName)).TrimEnd('/');
        string to = NetPath.Full(destDirName, nameof(destDirName)).TrimEnd('/');
        if (from == to) throw new IOException("Source and destination path must be different.");
        if (Posix.LStat(from, out _) != FsError.None) throw FsErrorExtensions.MissingPart(sourceDirName);
        if (Posix.LStat(to, out _) == FsError.None)
            throw new IOException($"Cannot create '{destDirName}' because a file or directory with the same name already exists.");
        FsError error = Posix.Rename(from, to, RenameFlags.RENAME_NOREPLACE);
        if (error == FsError.EINVAL) throw new IOException(error.Describe(), (int)error);
        if (error is FsError.ENOENT or FsError.ENOTDIR) throw FsErrorExtensions.MissingPart(sourceDirName);
        error.ThrowIfError(destDirName, isDirectory: true);
    }

    /// <summary>Makes a symbolic link.</summary>
    public void CreateSymbolicLink(string path, string pathToTarget) => _fileSystem.File.CreateSymbolicLink(path, pathToTarget);

    /// <summary>The names in a directory at this moment, in ordinal order.</summary>
    public DirectoryListing List(string path)
    {
        FsError error = Posix.ReadDirectory(NetPath.Full(path), out DirectoryListing? listing);
        error.ThrowIfError(path, isDirectory: true);
        return listing!;
    }

    /// <summary>The paths of the files in a directory (links to files too), `path/name` each, in ordinal order.</summary>
    public IEnumerable<string> EnumerateFiles(string path) => Enumerate(path, directories: false);

    /// <summary>The paths of the directories in a directory (links to directories too), in ordinal order.</summary>
    public IEnumerable<string> EnumerateDirectories(string path) => Enumerate(path, directories: true);

    /// <summary>The paths of all that is in a directory, in ordinal order.</summary>
    public IEnumerable<string> EnumerateFileSystemEntries(string path) => Enumerate(path, null);

    private IEnumerable<string> Enumerate(string path, bool? directories)
    {
        DirectoryListing listing = List(path);
        string prefix = path.EndsWith('/') ? path : path + "/";
        return listing
            .Where(entry => directories is null || directories == (entry.Kind == NodeKind.Directory || entry.Kind == NodeKind.Symlink && Exists(prefix + entry.Name)))
            .Select(entry => prefix + entry.Name);
    }
}
