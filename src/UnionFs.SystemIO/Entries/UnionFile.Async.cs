using System.Text;

namespace UnionFs.SystemIO.Entries;

// Whole files, by tasks.
internal sealed partial class UnionFile
{
    public Task<byte[]> ReadAllBytesAsync(string path, CancellationToken cancellationToken = default) =>
        Files.File.ReadAllBytesAsync(path, cancellationToken);

    public Task<string[]> ReadAllLinesAsync(string path, CancellationToken cancellationToken = default) =>
        Files.File.ReadAllLinesAsync(path, cancellationToken);

    public Task<string[]> ReadAllLinesAsync(string path, Encoding encoding, CancellationToken cancellationToken = default) =>
        Files.File.ReadAllLinesAsync(path, encoding, cancellationToken);

    public Task<string> ReadAllTextAsync(string path, CancellationToken cancellationToken = default) =>
        Files.File.ReadAllTextAsync(path, cancellationToken);

    public Task<string> ReadAllTextAsync(string path, Encoding encoding, CancellationToken cancellationToken = default) =>
        Files.File.ReadAllTextAsync(path, encoding, cancellationToken);

    public IAsyncEnumerable<string> ReadLinesAsync(string path, CancellationToken cancellationToken = default) =>
        Files.File.ReadLinesAsync(path, cancellationToken);

    public IAsyncEnumerable<string> ReadLinesAsync(string path, Encoding encoding, CancellationToken cancellationToken = default) =>
        Files.File.ReadLinesAsync(path, encoding, cancellationToken);

    public Task WriteAllBytesAsync(string path, byte[] bytes, CancellationToken cancellationToken = default) =>
        Files.File.WriteAllBytesAsync(path, bytes, cancellationToken);

    public Task WriteAllBytesAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) =>
        Files.File.WriteAllBytesAsync(path, bytes, cancellationToken);

    public Task WriteAllLinesAsync(string path, IEnumerable<string> contents, CancellationToken cancellationToken = default) =>
        Files.File.WriteAllLinesAsync(path, contents, cancellationToken);

    public Task WriteAllLinesAsync(string path, IEnumerable<string> contents, Encoding encoding, CancellationToken cancellationToken = default) =>
        Files.File.WriteAllLinesAsync(path, contents, encoding, cancellationToken);

    public Task WriteAllTextAsync(string path, string? contents, CancellationToken cancellationToken = default) =>
        Files.File.WriteAllTextAsync(path, contents, cancellationToken);

    public Task WriteAllTextAsync(string path, string? contents, Encoding encoding, CancellationToken cancellationToken = default) =>
        Files.File.WriteAllTextAsync(path, contents, encoding, cancellationToken);

    public Task WriteAllTextAsync(string path, ReadOnlyMemory<char> contents, CancellationToken cancellationToken = default) =>
        Files.File.WriteAllTextAsync(path, contents, cancellationToken);

    public Task WriteAllTextAsync(string path, ReadOnlyMemory<char> contents, Encoding encoding, CancellationToken cancellationToken = default) =>
        Files.File.WriteAllTextAsync(path, contents, encoding, cancellationToken);

    public Task AppendAllBytesAsync(string path, byte[] bytes, CancellationToken cancellationToken = default) =>
        Files.File.AppendAllBytesAsync(path, bytes, cancellationToken);

    public Task AppendAllBytesAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) =>
        Files.File.AppendAllBytesAsync(path, bytes, cancellationToken);

    public Task AppendAllLinesAsync(string path, IEnumerable<string> contents, CancellationToken cancellationToken = default) =>
        Files.File.AppendAllLinesAsync(path, contents, cancellationToken);

    public Task AppendAllLinesAsync(string path, IEnumerable<string> contents, Encoding encoding, CancellationToken cancellationToken = default) =>
        Files.File.AppendAllLinesAsync(path, contents, encoding, cancellationToken);

    public Task AppendAllTextAsync(string path, string? contents, CancellationToken cancellationToken = default) =>
        Files.File.AppendAllTextAsync(path, contents, cancellationToken);

    public Task AppendAllTextAsync(string path, string? contents, Encoding encoding, CancellationToken cancellationToken = default) =>
        Files.File.AppendAllTextAsync(path, contents, encoding, cancellationToken);

    public Task AppendAllTextAsync(string path, ReadOnlyMemory<char> contents, CancellationToken cancellationToken = default) =>
        Files.File.AppendAllTextAsync(path, contents, cancellationToken);

    public Task AppendAllTextAsync(string path, ReadOnlyMemory<char> contents, Encoding encoding, CancellationToken cancellationToken = default) =>
        Files.File.AppendAllTextAsync(path, contents, encoding, cancellationToken);
}
