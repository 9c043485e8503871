namespace UnionFs.SystemIO.Entries;

// Searching, lazily and at once.
internal sealed partial class UnionDirectory
{
    public IEnumerable<string> EnumerateFiles(string path) => Files.Directory.EnumerateFiles(path);
    public IEnumerable<string> EnumerateFiles(string path, string searchPattern) => Files.Directory.EnumerateFiles(path, searchPattern);
    public IEnumerable<string> EnumerateFiles(string path, string searchPattern, SearchOption searchOption) =>
        Files.Directory.EnumerateFiles(path, searchPattern, searchOption);
    public IEnumerable<string> EnumerateFiles(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        Files.Directory.EnumerateFiles(path, searchPattern, enumerationOptions);
    public string[] GetFiles(string path) => Files.Directory.GetFiles(path);
    public string[] GetFiles(string path, string searchPattern) => Files.Directory.GetFiles(path, searchPattern);
    public string[] GetFiles(string path, string searchPattern, SearchOption searchOption) =>
        Files.Directory.GetFiles(path, searchPattern, searchOption);
    public string[] GetFiles(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        Files.Directory.GetFiles(path, searchPattern, enumerationOptions);

    public IEnumerable<string> EnumerateDirectories(string path) => Files.Directory.EnumerateDirectories(path);
    public IEnumerable<string> EnumerateDirectories(string path, string searchPattern) => Files.Directory.EnumerateDirectories(path, searchPattern);
    public IEnumerable<string> EnumerateDirectories(string path, string searchPattern, SearchOption searchOption) =>
        Files.Directory.EnumerateDirectories(path, searchPattern, searchOption);
    public IEnumerable<string> EnumerateDirectories(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        Files.Directory.EnumerateDirectories(path, searchPattern, enumerationOptions);
    public string[] GetDirectories(string path) => Files.Directory.GetDirectories(path);
    public string[] GetDirectories(string path, string searchPattern) => Files.Directory.GetDirectories(path, searchPattern);
    public string[] GetDirectories(string path, string searchPattern, SearchOption searchOption) =>
        Files.Directory.GetDirectories(path, searchPattern, searchOption);
    public string[] GetDirectories(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        Files.Directory.GetDirectories(path, searchPattern, enumerationOptions);

    public IEnumerable<string> EnumerateFileSystemEntries(string path) => Files.Directory.EnumerateFileSystemEntries(path);
    public IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern) => Files.Directory.EnumerateFileSystemEntries(path, searchPattern);
    public IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern, SearchOption searchOption) =>
        Files.Directory.EnumerateFileSystemEntries(path, searchPattern, searchOption);
    public IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        Files.Directory.EnumerateFileSystemEntries(path, searchPattern, enumerationOptions);
    public string[] GetFileSystemEntries(string path) => Files.Directory.GetFileSystemEntries(path);
    public string[] GetFileSystemEntries(string path, string searchPattern) => Files.Directory.GetFileSystemEntries(path, searchPattern);
    public string[] GetFileSystemEntries(string path, string searchPattern, SearchOption searchOption) =>
        Files.Directory.GetFileSystemEntries(path, searchPattern, searchOption);
    public string[] GetFileSystemEntries(string path, string searchPattern, EnumerationOptions enumerationOptions) =>
        Files.Directory.GetFileSystemEntries(path, searchPattern, enumerationOptions);
}
