using UnionFs.SystemIO.Paths;

namespace UnionFs.SystemIO.Watching;

/// <summary>
/// Removes a tree as System.IO does, one entry after the other. The file system can do it in one step, but then it tells of one thing that is gone,
/// and whoever watches with System.IO is told of each.
/// </summary>
internal static class TreeRemoval
{
    internal static void EntryByEntry(UnionFileSystem files, string path)
    {
        if (!string.IsNullOrEmpty(path) && !path.Contains('\0'))
        {
            string full = UnixPath.Trimmed(UnixPath.Full(path, files.Directory.GetCurrentDirectory())).ToString();
            if (files.Posix.LStat(full, out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory) Clear(files, full);
        }
        files.Directory.Delete(path, recursive: true); // what is wrong is told here
    }

    private static void Clear(UnionFileSystem files, string directory)
    {
        if (files.Posix.ReadDirectory(directory, out DirectoryListing? listing) != FsError.None) return;
        foreach (DirectoryEntry entry in listing!)
        {
            string path = UnixPath.Join(directory, entry.Name);
            if (entry.Kind == NodeKind.Directory)
            {
                Clear(files, path);
                files.Posix.Rmdir(path);
            }
            else
            {
                files.Posix.Unlink(path);
            }
        }
    }
}
