using System.Text;

namespace UnionFs.Tests.Contract;

public partial interface IFace
{
    string ReadAllText(string path, Encoding encoding);
    string[] ReadAllLines(string path, Encoding encoding);
    IEnumerable<string> ReadLines(string path);
    IEnumerable<string> ReadLines(string path, Encoding encoding);
    void WriteAllText(string path, string text, Encoding encoding);
    void WriteAllLines(string path, IEnumerable<string> lines);
    void WriteAllLines(string path, IEnumerable<string> lines, Encoding encoding);
    void AppendAllText(string path, string text, Encoding encoding);
    void AppendAllLines(string path, IEnumerable<string> lines);
    void AppendAllLines(string path, IEnumerable<string> lines, Encoding encoding);
    void AppendAllBytes(string path, byte[] bytes);
    Task<byte[]> ReadAllBytesAsync(string path, CancellationToken token = default);
    Task<string> ReadAllTextAsync(string path, CancellationToken token = default);
    Task<string[]> ReadAllLinesAsync(string path, CancellationToken token = default);
    IAsyncEnumerable<string> ReadLinesAsync(string path, CancellationToken token = default);
    Task WriteAllBytesAsync(string path, byte[] bytes, CancellationToken token = default);
    Task WriteAllTextAsync(string path, string text, CancellationToken token = default);
    Task WriteAllTextAsync(string path, string text, Encoding encoding, CancellationToken token = default);
    Task WriteAllLinesAsync(string path, IEnumerable<string> lines, CancellationToken token = default);
    Task AppendAllBytesAsync(string path, byte[] bytes, CancellationToken token = default);
    Task AppendAllTextAsync(string path, string text, CancellationToken token = default);
    Task AppendAllLinesAsync(string path, IEnumerable<string> lines, CancellationToken token = default);
    StreamReader OpenText(string path);
    StreamWriter CreateText(string path);
    StreamWriter AppendText(string path);
    Stream Open(string path, FileStreamOptions options);
    Stream Create(string path, int bufferSize);
    Stream Create(string path, int bufferSize, FileOptions options);
    void Replace(string source, string target, string? backup, bool ignoreMetadataErrors = false);
    void SetAttributes(string path, FileAttributes attributes);
    DateTime GetTime(string kind, string path, bool isDirectory = false);
    void SetTime(string kind, string path, DateTime time, bool isDirectory = false);
    string? ResolveDirectoryLinkTarget(string path, bool final);
    void CreateDirectory(string path, UnixFileMode mode);
    string? GetParent(string path);
    string GetDirectoryRoot(string path);
    void SetCurrentDirectory(string path);
    string CreateTempSubdirectory(string? prefix);
    bool IsLogicalDrive(string path);
    IEnumerable<string> Search(string kind, string path, string pattern);
    IEnumerable<string> Search(string kind, string path, string pattern, SearchOption option);
    IEnumerable<string> Search(string kind, string path, string pattern, EnumerationOptions options);

    /// <summary>What is the same of all temporary directories: all but the last six characters of the name.</summary>
    internal static string DescribeTemporary(string folder, string path, UnixFileMode mode, bool hasEntries)
    {
        Assert.StartsWith(folder, path, StringComparison.Ordinal);
        string name = path[folder.Length..];
        return $"{name[..^6]} and {name[^6..].Count(char.IsAsciiLetterOrDigit)} characters, {mode}, {(hasEntries ? "not " : "")}empty";
    }
}
