using UnionFs.Face;

namespace UnionFs;

// All in ordinal order inside a directory, breadth first over directories, so the same tree is listed the same way every time.
// The first directory is read when the member is called, each other one when the enumeration gets there.
public sealed partial class DirectoryVerbs
{
    /// <summary>The paths of files (links to files too) in a directory, `path/name` each.</summary>
    public IEnumerable<string> EnumerateFiles(string path) => EnumerateFiles(path, "*");

    /// <summary>The same, of names that match: `*` and `?` as Windows has them, `*.*` being everything.</summary>
    public IEnumerable<string> EnumerateFiles(string path, string searchPattern) => EnumerateFiles(path, searchPattern, SearchOption.TopDirectoryOnly);

    /// <summary>The same, of all directories below too, those behind links included.</summary>
    public IEnumerable<string> EnumerateFiles(string path, string searchPattern, SearchOption searchOption) =>
        EnumerateFiles(path, searchPattern, EntrySearch.Compatible(searchOption));

    /// <summary>The same, as the options say. By default they leave out what is hidden.</summary>
    public IEnumerable<string> EnumerateFiles(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        EntrySearch.Start(_fileSystem, path, searchPattern, EntrySearch.Target.Files, enumerationOptions);

    /// <summary>As <see cref="EnumerateFiles(string)"/>, at once.</summary>
    public string[] GetFiles(string path) => [.. EnumerateFiles(path)];

    /// <summary>As <see cref="EnumerateFiles(string, string)"/>, at once.</summary>
    public string[] GetFiles(string path, string searchPattern) => [.. EnumerateFiles(path, searchPattern)];

    /// <summary>As <see cref="EnumerateFiles(string, string, SearchOption)"/>, at once.</summary>
    public string[] GetFiles(string path, string searchPattern, SearchOption searchOption) => [.. EnumerateFiles(path, searchPattern, searchOption)];

    /// <summary>As <see cref="EnumerateFiles(string, string, EnumerationOptions)"/>, at once.</summary>
    public string[] GetFiles(string path, string searchPattern, EnumerationOptions enumerationOptions) => [.. EnumerateFiles(path, searchPattern, enumerationOptions)];

    /// <summary>The paths of directories (links to directories too) in a directory, `path/name` each.</summary>
    public IEnumerable<string> EnumerateDirectories(string path) => EnumerateDirectories(path, "*");

    /// <summary>The same, of names that match: `*` and `?` as Windows has them, `*.*` being everything.</summary>
    public IEnumerable<string> EnumerateDirectories(string path, string searchPattern) => EnumerateDirectories(path, searchPattern, SearchOption.TopDirectoryOnly);

    /// <summary>The same, of all directories below too, those behind links included.</summary>
    public IEnumerable<string> EnumerateDirectories(string path, string searchPattern, SearchOption searchOption) =>
        EnumerateDirectories(path, searchPattern, EntrySearch.Compatible(searchOption));

    /// <summary>The same, as the options say. By default they leave out what is hidden.</summary>
    public IEnumerable<string> EnumerateDirectories(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        EntrySearch.Start(_fileSystem, path, searchPattern, EntrySearch.Target.Directories, enumerationOptions);

    /// <summary>As <see cref="EnumerateDirectories(string)"/>, at once.</summary>
    public string[] GetDirectories(string path) => [.. EnumerateDirectories(path)];

    /// <summary>As <see cref="EnumerateDirectories(string, string)"/>, at once.</summary>
    public string[] GetDirectories(string path, string searchPattern) => [.. EnumerateDirectories(path, searchPattern)];

    /// <summary>As <see cref="EnumerateDirectories(string, string, SearchOption)"/>, at once.</summary>
    public string[] GetDirectories(string path, string searchPattern, SearchOption searchOption) => [.. EnumerateDirectories(path, searchPattern, searchOption)];

    /// <summary>As <see cref="EnumerateDirectories(string, string, EnumerationOptions)"/>, at once.</summary>
    public string[] GetDirectories(string path, string searchPattern, EnumerationOptions enumerationOptions) => [.. EnumerateDirectories(path, searchPattern, enumerationOptions)];

    /// <summary>The paths of everything in a directory, `path/name` each.</summary>
    public IEnumerable<string> EnumerateFileSystemEntries(string path) => EnumerateFileSystemEntries(path, "*");

    /// <summary>The same, of names that match: `*` and `?` as Windows has them, `*.*` being everything.</summary>
    public IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern) => EnumerateFileSystemEntries(path, searchPattern, SearchOption.TopDirectoryOnly);

    /// <summary>The same, of all directories below too, those behind links included.</summary>
    public IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern, SearchOption searchOption) =>
        EnumerateFileSystemEntries(path, searchPattern, EntrySearch.Compatible(searchOption));

    /// <summary>The same, as the options say. By default they leave out what is hidden.</summary>
    public IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        EntrySearch.Start(_fileSystem, path, searchPattern, EntrySearch.Target.Both, enumerationOptions);

    /// <summary>As <see cref="EnumerateFileSystemEntries(string)"/>, at once.</summary>
    public string[] GetFileSystemEntries(string path) => [.. EnumerateFileSystemEntries(path)];

    /// <summary>As <see cref="EnumerateFileSystemEntries(string, string)"/>, at once.</summary>
    public string[] GetFileSystemEntries(string path, string searchPattern) => [.. EnumerateFileSystemEntries(path, searchPattern)];

    /// <summary>As <see cref="EnumerateFileSystemEntries(string, string, SearchOption)"/>, at once.</summary>
    public string[] GetFileSystemEntries(string path, string searchPattern, SearchOption searchOption) => [.. EnumerateFileSystemEntries(path, searchPattern, searchOption)];

    /// <summary>As <see cref="EnumerateFileSystemEntries(string, string, EnumerationOptions)"/>, at once.</summary>
    public string[] GetFileSystemEntries(string path, string searchPattern, EnumerationOptions enumerationOptions) => [.. EnumerateFileSystemEntries(path, searchPattern, enumerationOptions)];
}
