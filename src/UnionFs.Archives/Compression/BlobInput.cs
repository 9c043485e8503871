namespace UnionFs.Archives;

/// <summary>The packed bytes, front to back: counted, hashed if that is wanted, and shown ahead of being read.</summary>
internal sealed class BlobInput(Stream source, bool hashes) : Stream
{
    private const int BufferLength = 256 << 10;

    private readonly HashBehind? _hash = hashes ? new HashBehind() : null;
    private byte[] _buffer = new byte[BufferLength];
    private byte[] _spare = new byte[BufferLength];
    private long _hashing;
    private long _spareHashing;
    private int _next;
    private int _filled;
    private bool _ended;
    private long _taken;

    /// <summary>Bytes taken from the source, whether they have been read from here or not.</summary>
    internal long Taken => _taken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>What comes next: at least <paramref name="count"/> bytes, fewer only at the end. Nothing is read by looking.</summary>
    internal ReadOnlySpan<byte> Peek(int count)
    {
        while (_filled - _next < count && !_ended)
        {
            if (_next > 0) Turn();
            int got = source.Read(_buffer.AsSpan(_filled));
            if (_hash is not null && got > 0) _hashing = _hash.Append(_buffer.AsMemory(_filled, got));
            _filled += got;
            _taken += got;
            _ended = got == 0;
        }
        return _buffer.AsSpan(_next, _filled - _next);
    }

    /// <summary>The bytes that <see cref="Peek"/> showed, read.</summary>
    internal void Skip(int count) => _next += count;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        ReadOnlySpan<byte> ahead = Peek(1);
        int count = Math.Min(ahead.Length, buffer.Length);
        ahead[..count].CopyTo(buffer);
        _next += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads what is left, and tells the digest of everything; null if it was not wanted.</summary>
    internal BlobDigest? Finish()
    {
        do _next = _filled; while (Peek(1).Length > 0);
        return _hash is null ? null : new BlobDigest(_hash.Finish(), _taken);
    }

    /// <summary>Goes on in the other buffer with what is left, since this one may not be hashed yet.</summary>
    private void Turn()
    {
        _hash?.Wait(_spareHashing);
        _buffer.AsSpan(_next, _filled - _next).CopyTo(_spare);
        (_buffer, _spare) = (_spare, _buffer);
        (_hashing, _spareHashing) = (0, _hashing);
        (_next, _filled) = (0, _filled - _next);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash?.Dispose();
        base.Dispose(disposing);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
