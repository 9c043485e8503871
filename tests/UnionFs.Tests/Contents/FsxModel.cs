namespace UnionFs.Tests.Contents;

/// <summary>
/// What a file must be: plain bytes in one or two windows, at 0 and at 3 GiB, and zeros between. Bytes past the length are zero, so growing needs no work.
/// </summary>
internal sealed class FsxModel
{
    internal const int WindowSize = 1 << 20;
    internal const long High = 3L << 30;

    private readonly (long Start, byte[] Bytes)[] _windows;

    internal FsxModel(bool isSparse) => _windows = isSparse ? [(0, new byte[WindowSize]), (High, new byte[WindowSize])] : [(0, new byte[WindowSize])];

    private FsxModel(FsxModel other)
    {
        _windows = [.. other._windows.Select(window => (window.Start, (byte[])window.Bytes.Clone()))];
        Length = other.Length;
    }

    internal long Length { get; private set; }

    internal IEnumerable<long> Starts => _windows.Select(window => window.Start);

    internal long MaxLength => _windows[^1].Start + WindowSize;

    internal FsxModel Clone() => new(this);

    internal void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        (long start, byte[] window) = _windows.Last(window => window.Start <= offset);
        bytes.CopyTo(window.AsSpan((int)(offset - start)));
        Length = Math.Max(Length, offset + bytes.Length);
    }

    internal void Clear(long from, long to)
    {
        foreach ((long start, byte[] bytes) in _windows) Part(start, bytes, from, to, out _).Clear();
    }

    internal void SetLength(long length)
    {
        if (length < Length) Clear(length, Length);
        Length = length;
    }

    internal byte[] Read(long from, int count)
    {
        var read = new byte[count];
        Read(from, read);
        return read;
    }

    internal void Read(long from, Span<byte> read)
    {
        read.Clear();
        foreach ((long start, byte[] bytes) in _windows)
            if (Part(start, bytes, from, from + read.Length, out long at) is { IsEmpty: false } part) part.CopyTo(read[(int)(at - from)..]);
    }

    /// <summary>Whether these bytes are what the file has there.</summary>
    internal bool Matches(long from, ReadOnlySpan<byte> read)
    {
        long end = from + read.Length;
        foreach ((long start, byte[] bytes) in _windows)
        {
            Span<byte> part = Part(start, bytes, from, end, out long at);
            if (part.IsEmpty) continue;
            int gap = (int)(at - from);
            if (read[..gap].ContainsAnyExcept((byte)0) || !part.SequenceEqual(read.Slice(gap, part.Length))) return false;
            read = read[(gap + part.Length)..];
            from = at + part.Length;
        }
        return !read.ContainsAnyExcept((byte)0);
    }

    internal bool IsZero(long from, long to)
    {
        foreach ((long start, byte[] bytes) in _windows)
            if (Part(start, bytes, from, to, out _).ContainsAnyExcept((byte)0)) return false;
        return true;
    }

    private static Span<byte> Part(long start, byte[] bytes, long from, long to, out long at)
    {
        at = Math.Max(start, from);
        long end = Math.Min(start + bytes.Length, to);
        return end <= at ? [] : bytes.AsSpan((int)(at - start), (int)(end - at));
    }
}
