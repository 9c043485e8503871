using System.IO.Abstractions;

namespace UnionFs.SystemIO.Entries;

// Searching: each entry that is found comes with its state as it was then, as System.IO's do.
internal sealed partial class UnionDirectoryInfo
{
    public IEnumerable<IFileInfo> EnumerateFiles() => EnumerateFiles("*");
    public IEnumerable<IFileInfo> EnumerateFiles(string searchPattern) => EnumerateFiles(searchPattern, SearchOption.TopDirectoryOnly);
    public IEnumerable<IFileInfo> EnumerateFiles(string searchPattern, SearchOption searchOption) =>
        Files.Directory.EnumerateFiles(FullName, searchPattern, searchOption).Select(AsFile);
    public IEnumerable<IFileInfo> EnumerateFiles(string searchPattern, EnumerationOptions enumerationOptions) =>
        Files.Directory.EnumerateFiles(FullName, searchPattern, enumerationOptions).Select(AsFile);
    public IFileInfo[] GetFiles() => [.. EnumerateFiles()];
    public IFileInfo[] GetFiles(string searchPattern) => [.. EnumerateFiles(searchPattern)];
    public IFileInfo[] GetFiles(string searchPattern, SearchOption searchOption) => [.. EnumerateFiles(searchPattern, searchOption)];
    public IFileInfo[] GetFiles(string searchPattern, EnumerationOptions enumerationOptions) => [.. EnumerateFiles(searchPattern, enumerationOptions)];

    public IEnumerable<IDirectoryInfo> EnumerateDirectories() => EnumerateDirectories("*");
    public IEnumerable<IDirectoryInfo> EnumerateDirectories(string searchPattern) => EnumerateDirectories(searchPattern, SearchOption.TopDirectoryOnly);
    public IEnumerable<IDirectoryInfo> EnumerateDirectories(string searchPattern, SearchOption searchOption) =>
        Files.Directory.EnumerateDirectories(FullName, searchPattern, searchOption).Select(AsDirectory);
    public IEnumerable<IDirectoryInfo> EnumerateDirectories(string searchPattern, EnumerationOptions enumerationOptions) =>
        Files.Directory.EnumerateDirectories(FullName, searchPattern, enumerationOptions).Select(AsDirectory);
    public IDirectoryInfo[] GetDirectories() => [.. EnumerateDirectories()];
    public IDirectoryInfo[] GetDirectories(string searchPattern) => [.. EnumerateDirectories(searchPattern)];
    public IDirectoryInfo[] GetDirectories(string searchPattern, SearchOption searchOption) => [.. EnumerateDirectories(searchPattern, searchOption)];
    public IDirectoryInfo[] GetDirectories(string searchPattern, EnumerationOptions enumerationOptions) => [.. EnumerateDirectories(searchPattern, enumerationOptions)];

    public IEnumerable<IFileSystemInfo> EnumerateFileSystemInfos() => EnumerateFileSystemInfos("*");
    public IEnumerable<IFileSystemInfo> EnumerateFileSystemInfos(string searchPattern) => EnumerateFileSystemInfos(searchPattern, SearchOption.TopDirectoryOnly);
    public IEnumerable<IFileSystemInfo> EnumerateFileSystemInfos(string searchPattern, SearchOption searchOption) =>
        Files.Directory.EnumerateFileSystemEntries(FullName, searchPattern, searchOption).Select(AsEither);
    public IEnumerable<IFileSystemInfo> EnumerateFileSystemInfos(string searchPattern, EnumerationOptions enumerationOptions) =>
        Files.Directory.EnumerateFileSystemEntries(FullName, searchPattern, enumerationOptions).Select(AsEither);
    public IFileSystemInfo[] GetFileSystemInfos() => [.. EnumerateFileSystemInfos()];
    public IFileSystemInfo[] GetFileSystemInfos(string searchPattern) => [.. EnumerateFileSystemInfos(searchPattern)];
    public IFileSystemInfo[] GetFileSystemInfos(string searchPattern, SearchOption searchOption) => [.. EnumerateFileSystemInfos(searchPattern, searchOption)];
    public IFileSystemInfo[] GetFileSystemInfos(string searchPattern, EnumerationOptions enumerationOptions) => [.. EnumerateFileSystemInfos(searchPattern, enumerationOptions)];

    private UnionFileInfo AsFile(string path) => new(Owner, path, EntryState.Of(Files, path));

    private UnionDirectoryInfo AsDirectory(string path) => new(Owner, path, EntryState.Of(Files, path));

    private UnionEntryInfo AsEither(string path)
    {
        EntryState state = EntryState.Of(Files, path);
        return state.IsDirectory ? new UnionDirectoryInfo(Owner, path, state) : new UnionFileInfo(Owner, path, state);
    }
}
