using System.Text;

namespace UnionFs.Tests.Contract;

internal sealed partial class UnionFace
{
    public string ReadAllText(string path, Encoding encoding) => fs.File.ReadAllText(path, encoding);
    public string[] ReadAllLines(string path, Encoding encoding) => fs.File.ReadAllLines(path, encoding);
    public IEnumerable<string> ReadLines(string path) => fs.File.ReadLines(path);
    public IEnumerable<string> ReadLines(string path, Encoding encoding) => fs.File.ReadLines(path, encoding);
    public void WriteAllText(string path, string text, Encoding encoding) => fs.File.WriteAllText(path, text, encoding);
    public void WriteAllLines(string path, IEnumerable<string> lines) => fs.File.WriteAllLines(path, lines);
    public void WriteAllLines(string path, IEnumerable<string> lines, Encoding encoding) => fs.File.WriteAllLines(path, lines, encoding);
    public void AppendAllText(string path, string text, Encoding encoding) => fs.File.AppendAllText(path, text, encoding);
    public void AppendAllLines(string path, IEnumerable<string> lines) => fs.File.AppendAllLines(path, lines);
    public void AppendAllLines(string path, IEnumerable<string> lines, Encoding encoding) => fs.File.AppendAllLines(path, lines, encoding);
    public void AppendAllBytes(string path, byte[] bytes) => fs.File.AppendAllBytes(path, bytes);
    public Task<byte[]> ReadAllBytesAsync(string path, CancellationToken token) => fs.File.ReadAllBytesAsync(path, token);
    public Task<string> ReadAllTextAsync(string path, CancellationToken token) => fs.File.ReadAllTextAsync(path, token);
    public Task<string[]> ReadAllLinesAsync(string path, CancellationToken token) => fs.File.ReadAllLinesAsync(path, token);
    public IAsyncEnumerable<string> ReadLinesAsync(string path, CancellationToken token) => fs.File.ReadLinesAsync(path, token);
    public Task WriteAllBytesAsync(string path, byte[] bytes, CancellationToken token) => fs.File.WriteAllBytesAsync(path, bytes, token);
    public Task WriteAllTextAsync(string path, string text, CancellationToken token) => fs.File.WriteAllTextAsync(path, text, token);
    public Task WriteAllTextAsync(string path, string text, Encoding encoding, CancellationToken token) => fs.File.WriteAllTextAsync(path, text, encoding, token);
    public Task WriteAllLinesAsync(string path, IEnumerable<string> lines, CancellationToken token) => fs.File.WriteAllLinesAsync(path, lines, token);
    public Task AppendAllBytesAsync(string path, byte[] bytes, CancellationToken token) => fs.File.AppendAllBytesAsync(path, bytes, token);
    public Task AppendAllTextAsync(string path, string text, CancellationToken token) => fs.File.AppendAllTextAsync(path, text, token);
    public Task AppendAllLinesAsync(string path, IEnumerable<string> lines, CancellationToken token) => fs.File.AppendAllLinesAsync(path, lines, token);
    public StreamReader OpenText(string path) => fs.File.OpenText(path);
    public StreamWriter CreateText(string path) => fs.File.CreateText(path);
    public StreamWriter AppendText(string path) => fs.File.AppendText(path);
    public Stream Open(string path, FileStreamOptions options) => fs.File.Open(path, options);
    public Stream Create(string path, int bufferSize) => fs.File.Create(path, bufferSize);
    public Stream Create(string path, int bufferSize, FileOptions options) => fs.File.Create(path, bufferSize, options);
    public void Replace(string source, string target, string? backup, bool ignoreMetadataErrors) => fs.File.Replace(source, target, backup, ignoreMetadataErrors);
    public void SetAttributes(string path, FileAttributes attributes) => fs.File.SetAttributes(path, attributes);
    public DateTime GetTime(string kind, string path, bool isDirectory) => kind switch
    {
        "LastWrite" => isDirectory ? fs.Directory.GetLastWriteTime(path) : fs.File.GetLastWriteTime(path),
        "LastWriteUtc" => isDirectory ? fs.Directory.GetLastWriteTimeUtc(path) : fs.File.GetLastWriteTimeUtc(path),
        "LastAccess" => isDirectory ? fs.Directory.GetLastAccessTime(path) : fs.File.GetLastAccessTime(path),
        "LastAccessUtc" => isDirectory ? fs.Directory.GetLastAccessTimeUtc(path) : fs.File.GetLastAccessTimeUtc(path),
        "Creation" => isDirectory ? fs.Directory.GetCreationTime(path) : fs.File.GetCreationTime(path),
        "CreationUtc" => isDirectory ? fs.Directory.GetCreationTimeUtc(path) : fs.File.GetCreationTimeUtc(path),
        _ => throw new ArgumentException(kind),
    };
    public void SetTime(string kind, string path, DateTime time, bool isDirectory)
    {
        switch (kind)
        {
            case "LastWrite" when isDirectory: fs.Directory.SetLastWriteTime(path, time); break;
            case "LastWrite": fs.File.SetLastWriteTime(path, time); break;
            case "LastWriteUtc" when isDirectory: fs.Directory.SetLastWriteTimeUtc(path, time); break;
            case "LastWriteUtc": fs.File.SetLastWriteTimeUtc(path, time); break;
            case "LastAccess" when isDirectory: fs.Directory.SetLastAccessTime(path, time); break;
            case "LastAccess": fs.File.SetLastAccessTime(path, time); break;
            case "LastAccessUtc" when isDirectory: fs.Directory.SetLastAccessTimeUtc(path, time); break;
            case "LastAccessUtc": fs.File.SetLastAccessTimeUtc(path, time); break;
            case "Creation" when isDirectory: fs.Directory.SetCreationTime(path, time); break;
            case "Creation": fs.File.SetCreationTime(path, time); break;
            case "CreationUtc" when isDirectory: fs.Directory.SetCreationTimeUtc(path, time); break;
            case "CreationUtc": fs.File.SetCreationTimeUtc(path, time); break;
            default: throw new ArgumentException(kind);
        }
    }
    public string? ResolveDirectoryLinkTarget(string path, bool final) => fs.Directory.ResolveLinkTarget(path, final);
    public void CreateDirectory(string path, UnixFileMode mode) => fs.Directory.CreateDirectory(path, mode);
    public string? GetParent(string path) => fs.Directory.GetParent(path);
    public string GetDirectoryRoot(string path) => fs.Directory.GetDirectoryRoot(path);
    public void SetCurrentDirectory(string path) => fs.Directory.SetCurrentDirectory(path);
    public string CreateTempSubdirectory(string? prefix)
    {
        fs.Directory.CreateDirectory("/tmp"); // the host's is outside of what a case sees
        try
        {
            string made = fs.Directory.CreateTempSubdirectory(prefix);
            return IFace.DescribeTemporary("/tmp/", made, fs.File.GetUnixFileMode(made), fs.Directory.List(made).Count > 0);
        }
        finally
        {
            fs.Directory.Delete("/tmp", recursive: true);
        }
    }
    public bool IsLogicalDrive(string path) => fs.Directory.GetLogicalDrives().Contains(path);
    public IEnumerable<string> Search(string kind, string path, string pattern) => kind switch
    {
        "Files" => fs.Directory.EnumerateFiles(path, pattern).Order(StringComparer.Ordinal),
        "Directories" => fs.Directory.EnumerateDirectories(path, pattern).Order(StringComparer.Ordinal),
        _ => fs.Directory.EnumerateFileSystemEntries(path, pattern).Order(StringComparer.Ordinal),
    };
    public IEnumerable<string> Search(string kind, string path, string pattern, SearchOption option) => kind switch
    {
        "Files" => fs.Directory.EnumerateFiles(path, pattern, option).Order(StringComparer.Ordinal),
        "Directories" => fs.Directory.EnumerateDirectories(path, pattern, option).Order(StringComparer.Ordinal),
        _ => fs.Directory.EnumerateFileSystemEntries(path, pattern, option).Order(StringComparer.Ordinal),
    };
    public IEnumerable<string> Search(string kind, string path, string pattern, EnumerationOptions options) => kind switch
    {
        "Files" => fs.Directory.EnumerateFiles(path, pattern, options).Order(StringComparer.Ordinal),
        "Directories" => fs.Directory.EnumerateDirectories(path, pattern, options).Order(StringComparer.Ordinal),
        _ => fs.Directory.EnumerateFileSystemEntries(path, pattern, options).Order(StringComparer.Ordinal),
    };
}
