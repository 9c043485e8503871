using Microsoft.Extensions.FileProviders;

namespace UnionFs.FileProviders.Contents;

/// <summary>Finds what is shown at a path below the root.</summary>
internal sealed class FileLookup(FileSystem files, string root, bool includeHidden)
{
    internal FileSystem Files => files;

    /// <summary>The root as text; empty for `/`.</summary>
    internal string Root => root;

    internal bool IncludeHidden => includeHidden;

    internal IFileInfo File(string path, string subpath)
    {
        string name = NameOf(path);
        if (IsExcluded(path) || !IsWithin(root + path)) return new NotFoundFileInfo(subpath);
        FsError error = files.Posix.ReadContent(root + path, out Content content, out FileStat stat);
        if (error == FsError.None) return new ContentFileInfo(name, content, stat.ModifyTime);
        // A disk that fails is no missing file: who wants the bytes is told.
        return error is FsError.EIO or FsError.EAGAIN ? new FailedFileInfo(name, stat, error, root + path) : new NotFoundFileInfo(subpath);
    }

    internal IDirectoryContents Directory(string path)
    {
        string full = root + path is "" ? "/" : root + path;
        return IsWithin(full) && files.Posix.ReadDirectory(full, out DirectoryListing? listing) == FsError.None
            ? new ListedDirectory(this, path.TrimEnd('/'), listing!)
            : NotFoundDirectoryContents.Singleton;
    }

    /// <summary>What an entry of a listing is now; null for what went away meanwhile, is not shown, or is neither file nor directory.</summary>
    internal IFileInfo? Entry(string path)
    {
        if (IsExcluded(path) || files.Posix.Stat(root + path, out FileStat stat) != FsError.None || !IsWithin(root + path)) return null;
        if (stat.Kind == NodeKind.Directory) return new DirectoryInfo(this, path, stat.ModifyTime);
        return File(path, path) is { Exists: true } file ? file : null;
    }

    internal static string NameOf(string path)
    {
        string trimmed = path.TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private bool IsExcluded(string path) => !includeHidden && SubPath.IsHidden(path);

    /// <summary>Whether what a path leads to, all links followed, is the root or below it.</summary>
    private bool IsWithin(string full)
    {
        if (root.Length == 0) return true;
        if (files.Posix.RealPath(root, out string realRoot) != FsError.None || files.Posix.RealPath(full, out string real) != FsError.None) return false;
        return realRoot == "/" || real == realRoot || real.StartsWith(realRoot + "/", StringComparison.Ordinal);
    }
}
