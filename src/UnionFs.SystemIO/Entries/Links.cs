using UnionFs.SystemIO.Paths;

namespace UnionFs.SystemIO.Entries;

/// <summary>
/// Links as System.IO has them, which takes their paths as they are written: messages quote a relative path, and a relative target of a link
/// that is named without a directory is looked for in the root.
/// </summary>
internal static class Links
{
    private const int MaxFollowed = 40;

    internal static void Create(FileSystem files, string path, string pathToTarget)
    {
        Check(path, nameof(path));
        Check(pathToTarget, nameof(pathToTarget));
        FsError error = files.Posix.Symlink(pathToTarget, At(files, path));
        if (error != FsError.None) throw AsWritten.Failure(files, error, path);
    }

    /// <summary>Where a link leads, or null where there is none.</summary>
    internal static string? Resolve(FileSystem files, string linkPath, bool returnFinalTarget, bool isDirectory)
    {
        Check(linkPath, nameof(linkPath));
        FsError error = files.Posix.ReadLink(At(files, linkPath), out string target);
        if (error == FsError.EINVAL) return null;
        if (error != FsError.None) throw AsWritten.Failure(files, error, linkPath, isDirectory);
        string current = Next(linkPath, target);
        for (int followed = 1; returnFinalTarget && files.Posix.ReadLink(At(files, current), out target) == FsError.None; followed++)
        {
            if (followed == MaxFollowed) throw new IOException($"Too many levels of symbolic links in '{linkPath}'.");
            current = Next(current, target);
        }
        return current;
    }

    private static string Next(string link, string target) =>
        UnixPath.IsRooted(target) ? target : string.Concat(UnixPath.DirectoryName(link.AsSpan()), "/", target);

    /// <summary>For the Unix verbs, which start at the root; `..` is theirs to resolve.</summary>
    private static string At(FileSystem files, string path) => UnixPath.Combine(files.Directory.GetCurrentDirectory(), path);

    private static void Check(string path, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(path, parameter);
        UnixPath.WithoutNul(path, parameter);
    }
}
