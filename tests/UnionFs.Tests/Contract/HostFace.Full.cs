using System.Text;

namespace UnionFs.Tests.Contract;

internal sealed partial class HostFace
{
    public string ReadAllText(string path, Encoding encoding) => File.ReadAllText(At(path), encoding);
    public string[] ReadAllLines(string path, Encoding encoding) => File.ReadAllLines(At(path), encoding);
    public IEnumerable<string> ReadLines(string path) => File.ReadLines(At(path));
    public IEnumerable<string> ReadLines(string path, Encoding encoding) => File.ReadLines(At(path), encoding);
    public void WriteAllText(string path, string text, Encoding encoding) => File.WriteAllText(At(path), text, encoding);
    public void WriteAllLines(string path, IEnumerable<string> lines) => File.WriteAllLines(At(path), lines);
    public void WriteAllLines(string path, IEnumerable<string> lines, Encoding encoding) => File.WriteAllLines(At(path), lines, encoding);
    public void AppendAllText(string path, string text, Encoding encoding) => File.AppendAllText(At(path), text, encoding);
    public void AppendAllLines(string path, IEnumerable<string> lines) => File.AppendAllLines(At(path), lines);
    public void AppendAllLines(string path, IEnumerable<string> lines, Encoding encoding) => File.AppendAllLines(At(path), lines, encoding);
    public void AppendAllBytes(string path, byte[] bytes) => File.AppendAllBytes(At(path), bytes);
    public Task<byte[]> ReadAllBytesAsync(string path, CancellationToken token) => File.ReadAllBytesAsync(At(path), token);
    public Task<string> ReadAllTextAsync(string path, CancellationToken token) => File.ReadAllTextAsync(At(path), token);
    public Task<string[]> ReadAllLinesAsync(string path, CancellationToken token) => File.ReadAllLinesAsync(At(path), token);
    public IAsyncEnumerable<string> ReadLinesAsync(string path, CancellationToken token) => File.ReadLinesAsync(At(path), token);
    public Task WriteAllBytesAsync(string path, byte[] bytes, CancellationToken token) => File.WriteAllBytesAsync(At(path), bytes, token);
    public Task WriteAllTextAsync(string path, string text, CancellationToken token) => File.WriteAllTextAsync(At(path), text, token);
    public Task WriteAllTextAsync(string path, string text, Encoding encoding, CancellationToken token) => File.WriteAllTextAsync(At(path), text, encoding, token);
    public Task WriteAllLinesAsync(string path, IEnumerable<string> lines, CancellationToken token) => File.WriteAllLinesAsync(At(path), lines, token);
    public Task AppendAllBytesAsync(string path, byte[] bytes, CancellationToken token) => File.AppendAllBytesAsync(At(path), bytes, token);
    public Task AppendAllTextAsync(string path, string text, CancellationToken token) => File.AppendAllTextAsync(At(path), text, token);
    public Task AppendAllLinesAsync(string path, IEnumerable<string> lines, CancellationToken token) => File.AppendAllLinesAsync(At(path), lines, token);
    public StreamReader OpenText(string path) => File.OpenText(At(path));
    public StreamWriter CreateText(string path) => File.CreateText(At(path));
    public StreamWriter AppendText(string path) => File.AppendText(At(path));
    public Stream Open(string path, FileStreamOptions options) => File.Open(At(path), options);
    public Stream Create(string path, int bufferSize) => File.Create(At(path), bufferSize);
    public Stream Create(string path, int bufferSize, FileOptions options) => File.Create(At(path), bufferSize, options);
    public void Replace(string source, string target, string? backup, bool ignoreMetadataErrors) => File.Replace(At(source), At(target), backup is null ? null : At(backup), ignoreMetadataErrors);
    public void SetAttributes(string path, FileAttributes attributes) => File.SetAttributes(At(path), attributes);
    public DateTime GetTime(string kind, string path, bool isDirectory) => kind switch
    {
        "LastWrite" => isDirectory ? Directory.GetLastWriteTime(At(path)) : File.GetLastWriteTime(At(path)),
        "LastWriteUtc" => isDirectory ? Directory.GetLastWriteTimeUtc(At(path)) : File.GetLastWriteTimeUtc(At(path)),
        "LastAccess" => isDirectory ? Directory.GetLastAccessTime(At(path)) : File.GetLastAccessTime(At(path)),
        "LastAccessUtc" => isDirectory ? Directory.GetLastAccessTimeUtc(At(path)) : File.GetLastAccessTimeUtc(At(path)),
        "Creation" => isDirectory ? Directory.GetCreationTime(At(path)) : File.GetCreationTime(At(path)),
        "CreationUtc" => isDirectory ? Directory.GetCreationTimeUtc(At(path)) : File.GetCreationTimeUtc(At(path)),
        _ => throw new ArgumentException(kind),
    };
    public void SetTime(string kind, string path, DateTime time, bool isDirectory)
    {
        switch (kind)
        {
            case "LastWrite" when isDirectory: Directory.SetLastWriteTime(At(path), time); break;
            case "LastWrite": File.SetLastWriteTime(At(path), time); break;
            case "LastWriteUtc" when isDirectory: Directory.SetLastWriteTimeUtc(At(path), time); break;
            case "LastWriteUtc": File.SetLastWriteTimeUtc(At(path), time); break;
            case "LastAccess" when isDirectory: Directory.SetLastAccessTime(At(path), time); break;
            case "LastAccess": File.SetLastAccessTime(At(path), time); break;
            case "LastAccessUtc" when isDirectory: Directory.SetLastAccessTimeUtc(At(path), time); break;
            case "LastAccessUtc": File.SetLastAccessTimeUtc(At(path), time); break;
            case "Creation" when isDirectory: Directory.SetCreationTime(At(path), time); break;
            case "Creation": File.SetCreationTime(At(path), time); break;
            case "CreationUtc" when isDirectory: Directory.SetCreationTimeUtc(At(path), time); break;
            case "CreationUtc": File.SetCreationTimeUtc(At(path), time); break;
            default: throw new ArgumentException(kind);
        }
    }
    public string? ResolveDirectoryLinkTarget(string path, bool final) => Directory.ResolveLinkTarget(At(path), final)?.FullName is { } full ? Relative(full) : null;
    public void CreateDirectory(string path, UnixFileMode mode) => Directory.CreateDirectory(At(path), mode);
    public string? GetParent(string path) => Directory.GetParent(At(path))?.FullName is { } full ? Relative(full) : null;
    public string GetDirectoryRoot(string path) => Directory.GetDirectoryRoot(At(path));
    public void SetCurrentDirectory(string path) => Directory.SetCurrentDirectory(At(path));
    public string CreateTempSubdirectory(string? prefix)
    {
        DirectoryInfo made = Directory.CreateTempSubdirectory(prefix);
        string text = IFace.DescribeTemporary(Path.GetTempPath(), made.FullName, made.UnixFileMode, made.EnumerateFileSystemInfos().Any());
        made.Delete();
        return text;
    }
    public bool IsLogicalDrive(string path) => Directory.GetLogicalDrives().Contains(path);
    public IEnumerable<string> Search(string kind, string path, string pattern) => kind switch
    {
        "Files" => Directory.EnumerateFiles(At(path), pattern).Select(Relative).Order(StringComparer.Ordinal),
        "Directories" => Directory.EnumerateDirectories(At(path), pattern).Select(Relative).Order(StringComparer.Ordinal),
        _ => Directory.EnumerateFileSystemEntries(At(path), pattern).Select(Relative).Order(StringComparer.Ordinal),
    };
    public IEnumerable<string> Search(string kind, string path, string pattern, SearchOption option) => kind switch
    {
        "Files" => Directory.EnumerateFiles(At(path), pattern, option).Select(Relative).Order(StringComparer.Ordinal),
        "Directories" => Directory.EnumerateDirectories(At(path), pattern, option).Select(Relative).Order(StringComparer.Ordinal),
        _ => Directory.EnumerateFileSystemEntries(At(path), pattern, option).Select(Relative).Order(StringComparer.Ordinal),
    };
    public IEnumerable<string> Search(string kind, string path, string pattern, EnumerationOptions options) => kind switch
    {
        "Files" => Directory.EnumerateFiles(At(path), pattern, options).Select(Relative).Order(StringComparer.Ordinal),
        "Directories" => Directory.EnumerateDirectories(At(path), pattern, options).Select(Relative).Order(StringComparer.Ordinal),
        _ => Directory.EnumerateFileSystemEntries(At(path), pattern, options).Select(Relative).Order(StringComparer.Ordinal),
    };
}
