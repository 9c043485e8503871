using System.Buffers;

namespace UnionFs;

/// <summary>A content as a stream: read only. What is in memory is handed on as it is when the stream is copied. Not thread-safe.</summary>
internal sealed class ContentStream(Content content) : Stream
{
    private const int WindowBytes = 1 << 18; // how much of a lazy source is read at a time

    private long _position;
    private bool _isClosed;

    public override bool CanRead => !_isClosed;

    public override bool CanSeek => !_isClosed;

    public override bool CanWrite => false;

    public override long Length
    {
        get
        {
            ThrowIfClosed();
            return content.Length;
        }
    }

    public override long Position
    {
        get
        {
            ThrowIfClosed();
            return _position;
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ThrowIfClosed();
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        ThrowIfClosed();
        int count = content.Read(_position, buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        try
        {
            return new(Read(buffer.Span));
        }
        catch (IOException error)
        {
            return ValueTask.FromException<int>(error);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override void CopyTo(Stream destination, int bufferSize)
    {
        ValidateCopyToArguments(destination, bufferSize);
        while (NextWindow() is { IsEmpty: false } window)
        {
            foreach (ReadOnlyMemory<byte> piece in window)
            {
                destination.Write(piece.Span);
                _position += piece.Length;
            }
        }
    }

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        ValidateCopyToArguments(destination, bufferSize);
        cancellationToken.ThrowIfCancellationRequested();
        while (NextWindow() is { IsEmpty: false } window)
        {
            foreach (ReadOnlyMemory<byte> piece in window)
            {
                await destination.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
                _position += piece.Length;
            }
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        ThrowIfClosed();
        long start = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => content.Length,
            _ => throw new ArgumentException("Invalid seek origin.", nameof(origin)),
        };
        if (offset > long.MaxValue - start || start + offset < 0) throw new IOException("An attempt was made to move the position before the beginning of the stream, or past 2^63 - 1.");
        return _position = start + offset;
    }

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException("Stream does not support writing.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Stream does not support writing.");

    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        base.Dispose(disposing);
    }

    private ReadOnlySequence<byte> NextWindow()
    {
        ThrowIfClosed();
        return content.Slice(_position, WindowBytes);
    }

    private void ThrowIfClosed()
    {
        if (_isClosed) throw new ObjectDisposedException(null, "Cannot access a closed Stream.");
    }
}
