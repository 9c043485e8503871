using System.Buffers;

namespace UnionFs;

/// <summary>
/// The bytes of a file: an immutable, range-readable sequence. The engine's own contents live in memory and share
/// untouched chunks; derive from this for bytes that live elsewhere (an archive entry, a host file, a blob) and are read on demand.
/// </summary>
/// <remarks>
/// Implementations are thread-safe, give the same bytes for ever, and throw <see cref="IOException"/> when they cannot:
/// wrong bytes are never served as right ones.
/// </remarks>
public abstract class Content
{
    /// <summary>No bytes.</summary>
    public static Content Empty { get; } = new MemoryContent(default);

    /// <summary>Length in bytes. Known without reading.</summary>
    public abstract long Length { get; }

    /// <summary>Bytes of memory this content holds itself; shared chunks count in every content that shares them, holes and unread sources do not.</summary>
    public virtual long AllocatedBytes => Length;

    /// <summary>What counts against a limit of bytes: memory of the engine's own, whole chunks. Fixed for ever; bytes that live elsewhere count nothing.</summary>
    internal virtual long StoredBytes => 0;

    /// <summary>
    /// Fills <paramref name="destination"/> from <paramref name="offset"/> and returns how many bytes that gave:
    /// all of it, or what is left before the end; 0 at or past the end.
    /// </summary>
    /// <exception cref="IOException">The source cannot deliver what it promised.</exception>
    public int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        int count = (int)Math.Min(destination.Length, Math.Max(0, Length - offset));
        if (count > 0) ReadExactly(offset, destination[..count]);
        return count;
    }

    /// <summary>
    /// The bytes from <paramref name="offset"/> on, at most <paramref name="count"/>, as segments. Contents in memory
    /// give their own chunks without a copy (64 bytes of segment a 64 KiB chunk); others are read.
    /// </summary>
    /// <exception cref="IOException">The source cannot deliver what it promised.</exception>
    public ReadOnlySequence<byte> Slice(long offset, long count = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (offset >= Length) return ReadOnlySequence<byte>.Empty;
        var segments = new SequenceBuilder();
        AppendTo(segments, offset, Math.Min(count, Length - offset));
        return segments.Build();
    }

    /// <summary>
    /// A stream over these bytes, whatever happens to the file that they came from: seekable, read only, with nothing that needs closing. Copying it hands
    /// on what is in memory without a copy; a lazy source is read 256 KiB at a time.
    /// </summary>
    public Stream OpenRead() => new ContentStream(this);

    /// <summary>A copy of <paramref name="bytes"/> as content.</summary>
    public static Content From(ReadOnlySpan<byte> bytes) => ChunkedContent.FromBytes(bytes);

    /// <summary>
    /// Content that wraps <paramref name="bytes"/> without copying them. The caller gives them up: changing them afterwards breaks immutability.
    /// </summary>
    public static Content FromOwned(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? Empty : new MemoryContent(bytes);

    /// <summary>The UTF-8 bytes of <paramref name="text"/> as content.</summary>
    public static Content From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return From(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>
    /// The first offset from <paramref name="offset"/> on that may hold something else than zero (SEEK_DATA), or -1 if there is none.
    /// The offset lies within the content. Override it together with <see cref="FindHole"/> where holes are known without reading; by default all is data.
    /// </summary>
    protected internal virtual long FindData(long offset) => offset;

    /// <summary>
    /// The first offset from <paramref name="offset"/> on from which, up to the next data, all is zero (SEEK_HOLE); <see cref="Length"/> if there is none.
    /// The offset lies within the content.
    /// </summary>
    protected internal virtual long FindHole(long offset) => Length;

    /// <summary>Fills all of <paramref name="destination"/>; the range lies within the content.</summary>
    /// <exception cref="IOException">The source cannot deliver what it promised.</exception>
    protected internal abstract void ReadExactly(long offset, Span<byte> destination);

    /// <summary>
    /// The bytes from <paramref name="offset"/> on that lie in memory in one piece, and stay as they are as long as the memory is referred to; empty, the
    /// default, where bytes have to be read. The offset lies within the content. Override it where <see cref="Slice"/> should hand on memory without a copy.
    /// </summary>
    /// <exception cref="IOException">The source cannot deliver what it promised.</exception>
    protected internal virtual ReadOnlyMemory<byte> MemoryAt(long offset) => default;

    /// <summary>Appends a range that lies within the content. The default takes what is in memory, and reads the rest into fresh memory.</summary>
    internal virtual void AppendTo(SequenceBuilder segments, long offset, long count)
    {
        while (count > 0)
        {
            ReadOnlyMemory<byte> piece = MemoryAt(offset);
            if (piece.IsEmpty) piece = ReadPiece(offset, count);
            else if (piece.Length > count) piece = piece[..(int)count];
            segments.Append(piece);
            offset += piece.Length;
            count -= piece.Length;
        }
    }

    private byte[] ReadPiece(long offset, long count)
    {
        var piece = new byte[Math.Min(count, 1 << 16)];
        ReadExactly(offset, piece);
        return piece;
    }
}
