using System.Buffers;

namespace UnionFs.Cli.Output;

/// <summary>Standard output: bytes and text, names in the bytes they were made of. Buffered until <see cref="Flush"/>.</summary>
internal sealed class Printer(Stream stream, bool colours = false)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(BufferBytes);

    private const int BufferBytes = 1 << 16;

    internal Printer Write(ReadOnlySpan<char> text)
    {
        Write(RawText.Encode(text));
        return this;
    }

    internal Printer WriteLine(ReadOnlySpan<char> text)
    {
        Write(text);
        Write("\n"u8);
        return this;
    }

    internal Printer WriteLine(JsonLine line) => WriteLine(line.ToString());

    /// <summary>A name, coloured by what it is where the output is a terminal.</summary>
    internal Printer WriteName(string name, FileStat stat)
    {
        string? colour = !colours ? null : stat.Kind switch
        {
            NodeKind.Directory => "\e[1;34m",
            NodeKind.Symlink => "\e[36m",
            NodeKind.File when (stat.Mode & 0x49) != 0 => "\e[32m", // executable by anyone
            NodeKind.File => null,
            _ => "\e[33m",
        };
        return colour is null ? Write(name) : Write(colour).Write(name).Write("\e[0m");
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.WrittenCount + bytes.Length > BufferBytes) FlushBuffer();
        if (bytes.Length > BufferBytes) stream.Write(bytes);
        else _buffer.Write(bytes);
    }

    internal void Flush()
    {
        FlushBuffer();
        stream.Flush();
    }

    private void FlushBuffer()
    {
        if (_buffer.WrittenCount == 0) return;
        try
        {
            stream.Write(_buffer.WrittenSpan);
        }
        finally
        {
            // What could not be written is not tried again by the flush at the end.
            _buffer.ResetWrittenCount();
        }
    }
}
