namespace UnionFs.SystemIO.Streams;

using FileSystemStream = global::System.IO.Abstractions.FileSystemStream;

/// <summary>
/// A stream over a file in memory that holds back small writes and reads ahead as FileStream does, so that code that forgets to flush is found out.
/// </summary>
internal sealed class UnionStream : FileSystemStream
{
    /// <summary>What System.IO takes unless told.</summary>
    internal const int DefaultBufferSize = 4096;

    private readonly UnionFs.FileSystemStream _file;

    internal UnionStream(UnionFs.FileSystemStream file, int bufferSize = DefaultBufferSize, bool isAsync = false)
        : base(bufferSize > 1 ? new BufferedStream(file, bufferSize) : file, file.Name, isAsync) => _file = file;

    private bool IsClosed => !_file.CanSeek;

    // What is wrong by itself is told by the file: its messages are FileStream's, the buffer's are others.
    public override long Length => IsClosed ? _file.Length : base.Length;

    public override long Position
    {
        get => IsClosed ? _file.Position : base.Position;
        set
        {
            if (IsClosed || value < 0) _file.Position = value;
            else base.Position = value;
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => IsClosed ? _file.Seek(offset, origin) : base.Seek(offset, origin);

    public override void SetLength(long value)
    {
        if (IsClosed || value < 0) _file.SetLength(value);
        else base.SetLength(value);
    }

    public override void Flush()
    {
        if (IsClosed) _file.Flush();
        else base.Flush();
    }

    public override void Flush(bool flushToDisk) => Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        IsClosed ? _file.FlushAsync(cancellationToken) : base.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => IsClosed ? _file.Read(buffer, offset, count) : base.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (IsClosed) _file.Write(buffer, offset, count);
        else base.Write(buffer, offset, count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        IsClosed ? _file.ReadAsync(buffer, offset, count, cancellationToken) : base.ReadAsync(buffer, offset, count, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        IsClosed ? _file.WriteAsync(buffer, offset, count, cancellationToken) : base.WriteAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        IsClosed ? _file.ReadAsync(buffer, cancellationToken) : base.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        IsClosed ? _file.WriteAsync(buffer, cancellationToken) : base.WriteAsync(buffer, cancellationToken);
}
