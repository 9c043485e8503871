namespace UnionFs;

/// <summary>A <see cref="Stream"/> over a <see cref="FileHandle"/>, with a position of its own. Unbuffered: a write is visible to others at once. Not thread-safe.</summary>
public sealed partial class FileSystemStream : Stream
{
    private readonly FileHandle _handle;
    private readonly string _path;
    private readonly bool _canRead;
    private readonly bool _canWrite;
    private readonly long _appendStart;
    private readonly PosixVerbs? _deleteOnClose;
    private long _position;

    internal FileSystemStream(FileHandle handle, string path, bool append, PosixVerbs? deleteOnClose = null)
    {
        _deleteOnClose = deleteOnClose;
        _handle = handle;
        _path = path;
        _canRead = handle.CanRead;
        _canWrite = handle.CanWrite;
        if (append) _appendStart = _position = handle.Length;
    }

    /// <summary>The full path it was opened by.</summary>
    public string Name => _path;

    /// <inheritdoc/>
    public override bool CanRead => _canRead && !_handle.IsClosed;

    /// <inheritdoc/>
    public override bool CanSeek => !_handle.IsClosed;

    /// <inheritdoc/>
    public override bool CanWrite => _canWrite && !_handle.IsClosed;

    /// <inheritdoc/>
    public override long Length
    {
        get
        {
            ThrowIfClosed();
            return _handle.Length;
        }
    }

    /// <inheritdoc/>
    public override long Position
    {
        get
        {
            ThrowIfClosed();
            return _position;
        }
        set
        {
            if (value < 0) throw new ArgumentOutOfRangeException(nameof(value), "Non-negative number required.");
            Seek(value, SeekOrigin.Begin);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        ThrowIfClosed();
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ThrowIfStreamClosed();
        if (!_canRead) throw new NotSupportedException("Stream does not support reading.");
        _handle.Read(_position, buffer, out int count).ThrowIfError(_path);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 1 ? one[0] : -1;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        ThrowIfClosed();
        return _canRead && _handle.IsIntercepted ? ReadLaterAsync(buffer, cancellationToken) : new(Read(buffer.Span));
    }

    /// <summary>Reads once the interceptor has let the read go on.</summary>
    private async ValueTask<int> ReadLaterAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        (FsError error, int count) = await _handle.ReadAsync(_position, buffer, cancellationToken).ConfigureAwait(false);
        error.ThrowIfError(_path);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        ThrowIfClosed();
        Write(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfStreamClosed();
        if (!_canWrite) throw new NotSupportedException("Stream does not support writing.");
        _handle.Write(_position, buffer).ThrowIfError(_path);
        _position += buffer.Length;
    }

    /// <inheritdoc/>
    public override void WriteByte(byte value) => Write([value]);

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        ThrowIfClosed();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        ThrowIfClosed();
        long start = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => _handle.Length,
            _ => throw new ArgumentException("Invalid seek origin.", nameof(origin)),
        };
        long target = start + offset;
        if (target < 0) throw FsError.EINVAL.ToException(_path);
        // System.IO's append mode never goes back before the place where it began.
        if (target < _appendStart) throw new IOException("Unable seek backward to overwrite data that previously existed in a file opened in Append mode.");
        return _position = target;
    }

    /// <inheritdoc/>
    public override void SetLength(long value)
    {
        if (value < 0) throw new ArgumentOutOfRangeException(nameof(value), "Non-negative number required.");
        ThrowIfClosed();
        if (!_canWrite) throw new NotSupportedException("Stream does not support writing.");
        if (value < _appendStart) throw new IOException("Unable to truncate data that previously existed in a file opened in Append mode.");
        _handle.SetLength(value).ThrowIfError(_path);
        if (_position > value) _position = value;
    }

    /// <summary>Does nothing: writes are in the file system at once.</summary>
    public override void Flush() => ThrowIfClosed();

    /// <summary>Does nothing: there is no disk.</summary>
    public void Flush(bool flushToDisk) => ThrowIfClosed();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        ThrowIfClosed();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // As System.IO: by path, whatever is there by now, and no matter whether it goes.
            if (!_handle.IsClosed) _deleteOnClose?.Unlink(_path);
            _handle.Dispose();
        }
        base.Dispose(disposing);
    }

    // FileStream has one text for what takes spans and bytes, and another for all else.
    private void ThrowIfStreamClosed()
    {
        if (_handle.IsClosed) throw new ObjectDisposedException(null, "Cannot access a closed Stream.");
    }

    private void ThrowIfClosed()
    {
        if (_handle.IsClosed) throw new ObjectDisposedException(null, "Cannot access a closed file.");
    }
}
