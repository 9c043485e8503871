namespace UnionFs.Archives;

/// <summary>Takes the unpacked bytes of an archive without keeping them: its headers are decoded and its bytes hashed as they pass.</summary>
internal sealed class Skim : IUnpackTarget
{
    /// <summary>A few buffers that stay in the processor's cache: fresh memory for a whole layer costs as much time as half its unpacking.</summary>
    private const int Buffers = 4;

    private readonly TarFeed _feed;
    private readonly HashBehind? _hash;
    private readonly byte[][] _buffers;
    private readonly long[] _hashing = new long[Buffers];
    private int _current;
    private int _filled;

    internal Skim(TarFeed feed, HashBehind? hash, int bufferLength = 256 << 10)
    {
        _feed = feed;
        _hash = hash;
        _buffers = [.. Enumerable.Range(0, Buffers).Select(_ => new byte[bufferLength])];
    }

    public Span<byte> Room()
    {
        byte[] buffer = _buffers[_current];
        if (_filled == buffer.Length)
        {
            HandOver();
            _current = (_current + 1) % Buffers;
            buffer = _buffers[_current];
            _hash?.Wait(_hashing[_current]);
            _filled = 0;
        }
        return buffer.AsSpan(_filled);
    }

    /// <exception cref="TarException">The archive is refused.</exception>
    public void Advance(int count)
    {
        _feed.Take(_buffers[_current].AsSpan(_filled, count));
        _filled += count;
    }

    /// <summary>There are no more bytes.</summary>
    /// <exception cref="TarException">The archive may not end there.</exception>
    internal void Finish()
    {
        HandOver();
        _filled = 0;
        _feed.End();
    }

    private void HandOver()
    {
        if (_hash is not null && _filled > 0) _hashing[_current] = _hash.Append(_buffers[_current].AsMemory(0, _filled));
    }
}
