using System.Buffers;
using System.Text;

namespace UnionFs;

// Whole files written and added to. Each is one step: others see the file before or after it.
public sealed partial class FileVerbs
{
    /// <summary>System.IO's default: no byte order mark, and text that cannot be encoded is an error.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Makes or replaces a file with a copy of <paramref name="bytes"/>.</summary>
    public void WriteAllBytes(string path, ReadOnlySpan<byte> bytes) => Store(Full(path), Content.From(bytes));

    /// <summary>Makes or replaces a file with a copy of <paramref name="bytes"/>.</summary>
    public void WriteAllBytes(string path, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes); // before the path, as System.IO has it here
        Store(Full(path), Content.From(bytes));
    }

    /// <summary>Makes or replaces a file, in UTF-8 without a byte order mark. Null is no text.</summary>
    /// <exception cref="EncoderFallbackException">A lone surrogate.</exception>
    public void WriteAllText(string path, string? contents) => WriteAllText(path, contents, Utf8);

    /// <summary>Makes or replaces a file, in UTF-8 without a byte order mark.</summary>
    public void WriteAllText(string path, ReadOnlySpan<char> contents) => WriteAllText(path, contents, Utf8);

    /// <summary>Makes or replaces a file, with the encoding's byte order mark if it has one.</summary>
    public void WriteAllText(string path, string? contents, Encoding encoding) => WriteAllText(path, contents.AsSpan(), encoding);

    /// <summary>Makes or replaces a file, with the encoding's byte order mark if it has one.</summary>
    public void WriteAllText(string path, ReadOnlySpan<char> contents, Encoding encoding)
    {
        Check(path, encoding);
        Store(Full(path), Content.From(Encoded(contents, encoding, encoding.Preamble)));
    }

    /// <summary>Makes or replaces a file, a line each, in UTF-8.</summary>
    public void WriteAllLines(string path, IEnumerable<string> contents) => WriteAllLines(path, contents, Utf8);

    /// <summary>Makes or replaces a file, a line each, in UTF-8.</summary>
    public void WriteAllLines(string path, string[] contents) => WriteAllLines(path, (IEnumerable<string>)contents, Utf8);

    /// <summary>Makes or replaces a file, a line each, with the encoding's byte order mark if it has one.</summary>
    public void WriteAllLines(string path, string[] contents, Encoding encoding) => WriteAllLines(path, (IEnumerable<string>)contents, encoding);

    /// <summary>
    /// Makes or replaces a file, a line each, with the encoding's byte order mark if it has one. All lines are taken before the file is
    /// looked at, so they may be those of the same file.
    /// </summary>
    public void WriteAllLines(string path, IEnumerable<string> contents, Encoding encoding)
    {
        CheckLines(path, contents, encoding);
        Store(Full(path), Content.From(Encoded(contents, encoding, encoding.Preamble)));
    }

    /// <summary>Adds to the end of a file, which is made if it is missing.</summary>
    public void AppendAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        string full = Full(path);
        _fileSystem.ThrowIfError(_fileSystem.AppendBytes(full, default, bytes), full);
    }

    /// <summary>Adds to the end of a file, which is made if it is missing.</summary>
    public void AppendAllBytes(string path, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes); // as above
        AppendAllBytes(path, bytes.AsSpan());
    }

    /// <summary>Adds to the end of a file in UTF-8; it is made if it is missing.</summary>
    public void AppendAllText(string path, string? contents) => AppendAllText(path, contents, Utf8);

    /// <summary>Adds to the end of a file in UTF-8; it is made if it is missing.</summary>
    public void AppendAllText(string path, ReadOnlySpan<char> contents) => AppendAllText(path, contents, Utf8);

    /// <summary>Adds to the end of a file; the encoding's byte order mark comes first where the file was empty or missing.</summary>
    public void AppendAllText(string path, string? contents, Encoding encoding) => AppendAllText(path, contents.AsSpan(), encoding);

    /// <summary>Adds to the end of a file; the encoding's byte order mark comes first where the file was empty or missing.</summary>
    public void AppendAllText(string path, ReadOnlySpan<char> contents, Encoding encoding)
    {
        Check(path, encoding);
        Append(Full(path), encoding.Preamble, Encoded(contents, encoding, default));
    }

    /// <summary>Adds lines to the end of a file in UTF-8; it is made if it is missing.</summary>
    public void AppendAllLines(string path, IEnumerable<string> contents) => AppendAllLines(path, contents, Utf8);

    /// <summary>Adds lines to the end of a file; the encoding's byte order mark comes first where the file was empty or missing.</summary>
    public void AppendAllLines(string path, IEnumerable<string> contents, Encoding encoding)
    {
        CheckLines(path, contents, encoding);
        Append(Full(path), encoding.Preamble, Encoded(contents, encoding, default));
    }

    private static void CheckLines(string path, IEnumerable<string> contents, Encoding encoding)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(encoding);
    }

    private static byte[] Encoded(ReadOnlySpan<char> text, Encoding encoding, ReadOnlySpan<byte> preamble)
    {
        var bytes = new byte[preamble.Length + encoding.GetByteCount(text)];
        preamble.CopyTo(bytes);
        encoding.GetBytes(text, bytes.AsSpan(preamble.Length));
        return bytes;
    }

    private static ReadOnlySpan<byte> Encoded(IEnumerable<string> lines, Encoding encoding, ReadOnlySpan<byte> preamble)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(preamble);
        foreach (string line in lines)
        {
            encoding.GetBytes(line.AsSpan(), bytes);
            encoding.GetBytes("\n", bytes);
        }
        return bytes.WrittenSpan;
    }

    private void Append(string full, ReadOnlySpan<byte> preamble, ReadOnlySpan<byte> bytes) =>
        _fileSystem.ThrowIfError(_fileSystem.AppendBytes(full, preamble, bytes), full);

    private void Store(string full, Content content) =>
        _fileSystem.ThrowIfError(_fileSystem.StoreContent(full, content, OpenFlags.O_CREAT | OpenFlags.O_TRUNC, DefaultFileMode), full);
}
