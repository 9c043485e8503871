using System.Buffers.Binary;
using System.IO.Compression;

namespace UnionFs.Archives;

/// <summary>
/// Inflates gzip, and notices where it was cut off: <see cref="GZipStream"/> checks the CRC of what it gets to the end of, but
/// takes the end of its input anywhere for the end of the data, and anything behind a member for nothing.
/// </summary>
/// <remarks>
/// A member ends with its length modulo 2^32. So the last four bytes of the input have to be how much came out since the last
/// member began. Where members begin is seen by their magic: the inflater gets its input in pieces that end in front of one, and
/// when it asks for the next, all that the piece before gave has come out. If that is what the four bytes there say, a member
/// begins; else the magic was chance.
/// </remarks>
internal sealed class GzipReader : IDisposable
{
    private const int MinLength = 18;

    private readonly BlobInput _input;
    private readonly GZipStream _inflater;
    private long _produced;
    private long _memberStart;
    private uint _lastFour;

    internal GzipReader(BlobInput input)
    {
        _input = input;
        _inflater = new GZipStream(new Pieces(this), CompressionMode.Decompress);
    }

    /// <summary>Unpacked bytes; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">Damaged, cut off, or followed by something else.</exception>
    internal int Read(Span<byte> destination)
    {
        int count = _inflater.Read(destination);
        _produced += count;
        if (count == 0 && !destination.IsEmpty) CheckEnd();
        return count;
    }

    public void Dispose() => _inflater.Dispose();

    private void CheckEnd()
    {
        if (_input.Peek(1).Length > 0 || _input.Taken < MinLength || _lastFour != (uint)(_produced - _memberStart))
            throw new InvalidDataException("the gzip data is cut off, or something follows it");
    }

    private int ReadPiece(Span<byte> destination)
    {
        ReadOnlySpan<byte> magic = [0x1F, 0x8B, 0x08];
        ReadOnlySpan<byte> ahead = _input.Peek(magic.Length + 1);
        if (ahead.IsEmpty) return 0;
        if (ahead.StartsWith(magic) && _lastFour == (uint)(_produced - _memberStart)) _memberStart = _produced;

        int next = ahead[1..].IndexOf(magic);
        // The first bytes of a magic may be the last that there are so far.
        int count = next >= 0 ? next + 1 : ahead.Length > magic.Length ? ahead.Length - (magic.Length - 1) : ahead.Length;
        ahead = ahead[..Math.Min(count, destination.Length)];
        ahead.CopyTo(destination);
        if (ahead.Length >= 4) _lastFour = BinaryPrimitives.ReadUInt32LittleEndian(ahead[^4..]);
        else foreach (byte value in ahead) _lastFour = _lastFour >> 8 | (uint)value << 24;
        _input.Skip(ahead.Length);
        return ahead.Length;
    }

    /// <summary>What the inflater reads from.</summary>
    private sealed class Pieces(GzipReader reader) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer) => reader.ReadPiece(buffer);

        public override int Read(byte[] buffer, int offset, int count) => reader.ReadPiece(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
