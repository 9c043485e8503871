using System.Text;

namespace UnionFs.SystemIO.Entries;

// Whole files, at once.
internal sealed partial class UnionFile
{
    public byte[] ReadAllBytes(string path) => Files.File.ReadAllBytes(path);
    public string[] ReadAllLines(string path) => Files.File.ReadAllLines(path);
    public string[] ReadAllLines(string path, Encoding encoding) => Files.File.ReadAllLines(path, encoding);
    public string ReadAllText(string path) => Files.File.ReadAllText(path);
    public string ReadAllText(string path, Encoding encoding) => Files.File.ReadAllText(path, encoding);
    public IEnumerable<string> ReadLines(string path) => Files.File.ReadLines(path);
    public IEnumerable<string> ReadLines(string path, Encoding encoding) => Files.File.ReadLines(path, encoding);

    public void WriteAllBytes(string path, byte[] bytes) => Files.File.WriteAllBytes(path, bytes);
    public void WriteAllBytes(string path, ReadOnlySpan<byte> bytes) => Files.File.WriteAllBytes(path, bytes);
    public void WriteAllLines(string path, string[] contents) => Files.File.WriteAllLines(path, contents);
    public void WriteAllLines(string path, IEnumerable<string> contents) => Files.File.WriteAllLines(path, contents);
    public void WriteAllLines(string path, string[] contents, Encoding encoding) => Files.File.WriteAllLines(path, contents, encoding);
    public void WriteAllLines(string path, IEnumerable<string> contents, Encoding encoding) => Files.File.WriteAllLines(path, contents, encoding);
    public void WriteAllText(string path, string? contents) => Files.File.WriteAllText(path, contents);
    public void WriteAllText(string path, string? contents, Encoding encoding) => Files.File.WriteAllText(path, contents, encoding);
    public void WriteAllText(string path, ReadOnlySpan<char> contents) => Files.File.WriteAllText(path, contents);
    public void WriteAllText(string path, ReadOnlySpan<char> contents, Encoding encoding) => Files.File.WriteAllText(path, contents, encoding);

    public void AppendAllBytes(string path, byte[] bytes) => Files.File.AppendAllBytes(path, bytes);
    public void AppendAllBytes(string path, ReadOnlySpan<byte> bytes) => Files.File.AppendAllBytes(path, bytes);
    public void AppendAllLines(string path, IEnumerable<string> contents) => Files.File.AppendAllLines(path, contents);
    public void AppendAllLines(string path, IEnumerable<string> contents, Encoding encoding) => Files.File.AppendAllLines(path, contents, encoding);
    public void AppendAllText(string path, string? contents) => Files.File.AppendAllText(path, contents);
    public void AppendAllText(string path, string? contents, Encoding encoding) => Files.File.AppendAllText(path, contents, encoding);
    public void AppendAllText(string path, ReadOnlySpan<char> contents) => Files.File.AppendAllText(path, contents);
    public void AppendAllText(string path, ReadOnlySpan<char> contents, Encoding encoding) => Files.File.AppendAllText(path, contents, encoding);
}
