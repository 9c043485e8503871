using System.IO.Pipelines;

namespace UnionFs.Archives;

/// <summary>
/// Writes a tar archive: ustar, with a PAX header where a name, a number, a time or an attribute does not fit. What it writes depends on
/// what it is given and on nothing else. Not thread-safe.
/// </summary>
/// <remarks>
/// Names of owners and other times than that of modification are not written. A name that is not ASCII goes into a PAX header, whatever
/// its bytes are. Files are written in full, holes as zeros: the common engines refuse sparse entries.
/// </remarks>
public sealed class TarWriter
{
    private const int BlockLength = TarHeader.BlockLength;
    private const int FlushLength = 128 << 10;

    private readonly PipeWriter _output;
    private int _unflushed;

    /// <summary>A writer into a pipe, which is flushed now and then, and not completed.</summary>
    public TarWriter(PipeWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
    }

    /// <summary>Bytes written so far.</summary>
    public long Position { get; private set; }

    /// <summary>A writer to a stream, which is left open.</summary>
    public static TarWriter Create(Stream stream) => new(PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true, minimumBufferSize: 64 << 10)));

    /// <summary>Writes an entry, and the bytes of a file.</summary>
    /// <param name="entry">What to write. Offsets and ranges are ignored; the size of a file is its content's.</param>
    /// <param name="content">The bytes of a file; null for all else, and for an empty file.</param>
    /// <param name="cancellationToken">Leaves the archive incomplete.</param>
    /// <exception cref="ArgumentException">Tar cannot hold it: an empty name, a NUL in one, an extended attribute with `=` in its name, a device number over 21 bits, content of what is no file.</exception>
    /// <exception cref="IOException">The content cannot be read: the archive is not to be used.</exception>
    public async ValueTask WriteAsync(TarEntry entry, Content? content = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        content ??= Content.Empty;
        if (content.Length > 0 && entry.Kind != TarEntryKind.File) throw new ArgumentException($"A {entry.Kind} has no content: '{entry.Name}'.", nameof(content));
        Put(TarHeaderWriter.Write(entry, content.Length));
        for (long offset = 0; offset < content.Length;)
        {
            Memory<byte> room = _output.GetMemory(16 << 10);
            int count = content.Read(offset, room.Span);
            Advance(count);
            offset += count;
            if (_unflushed >= FlushLength) await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        Put(stackalloc byte[(int)(-content.Length & (BlockLength - 1))]);
        if (_unflushed >= FlushLength) await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the two blocks of zeros at the end. Nothing may be written after them.</summary>
    public ValueTask FinishAsync(CancellationToken cancellationToken = default)
    {
        Put(stackalloc byte[2 * BlockLength]);
        return FlushAsync(cancellationToken);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        bytes.CopyTo(_output.GetSpan(bytes.Length));
        Advance(bytes.Length);
    }

    private void Advance(int count)
    {
        _output.Advance(count);
        _unflushed += count;
        Position += count;
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        _unflushed = 0;
        await _output.FlushAsync(cancellation).ConfigureAwait(false);
    }
}
