using Microsoft.Win32.SafeHandles;

namespace UnionFs.Host.Exporting;

/// <summary>One directory of a file system that does not change while it is written out, with paths relative to it.</summary>
internal class ExportSource
{
    private readonly FileSystem _fileSystem;
    private readonly string _root;

    /// <summary>The directory at <paramref name="path"/>, links followed, as it is at this moment.</summary>
    internal ExportSource(FileSystem fileSystem, string path)
    {
        _fileSystem = fileSystem is UnionFileSystem live ? live.Snapshot() : fileSystem;
        _fileSystem.Posix.RealPath(path, out string real).ThrowIfError(path, isDirectory: true);
        _root = real == "/" ? "" : real;
        _fileSystem.Posix.LStat(real, out FileStat stat).ThrowIfError(path, isDirectory: true);
        if (stat.Kind != NodeKind.Directory) throw new IOException($"'{path}' is not a directory.", (int)FsError.ENOTDIR);
    }

    /// <summary>The path in the file system of a path that starts with `/`, or is empty for the directory itself.</summary>
    internal string FullPath(string relative) => _root.Length + relative.Length == 0 ? "/" : _root + relative;

    internal FileStat Stat(string relative)
    {
        string path = FullPath(relative);
        _fileSystem.Posix.LStat(path, out FileStat stat).ThrowIfError(path);
        return stat;
    }

    /// <summary>The metadata to write.</summary>
    internal virtual Metadata MetadataOf(in FileStat stat) => stat.Metadata;

    /// <summary>Writes what a directory says beside what it holds, before its attributes are set.</summary>
    /// <param name="directory">The one that was made.</param>
    /// <param name="relative">Which one it is.</param>
    /// <param name="shown">Where it is, for errors.</param>
    internal virtual void AddMarks(SafeFileHandle directory, string relative, string shown) { }

    internal DirectoryListing List(string relative)
    {
        string path = FullPath(relative);
        _fileSystem.Posix.ReadDirectory(path, out DirectoryListing? listing).ThrowIfError(path, isDirectory: true);
        return listing!;
    }

    internal string LinkTarget(string relative)
    {
        string path = FullPath(relative);
        _fileSystem.Posix.ReadLink(path, out string target).ThrowIfError(path);
        return target;
    }

    internal Content Content(string relative)
    {
        string path = FullPath(relative);
        _fileSystem.Posix.ReadContent(path, out Content content).ThrowIfError(path);
        return content;
    }
}
