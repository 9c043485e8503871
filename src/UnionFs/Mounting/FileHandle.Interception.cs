using System.Buffers;

namespace UnionFs;

// Reads where a FileSystemInterceptor is asked. What the file holds is looked at after the answer: a slow read reads what is there when it is done.
public sealed partial class FileHandle
{
    /// <summary>Whether somebody is asked before this reads. A file without a name is nobody's business.</summary>
    internal bool IsIntercepted => _host.Interceptor is not null && _openedAt.Length > 0;

    internal string OpenedAt => "/" + string.Join('/', _openedAt);

    /// <summary>As <see cref="Read(long, Span{byte}, out int)"/>, waiting without a thread.</summary>
    internal async ValueTask<(FsError Error, int Count)> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        FsError error = await AskAsync(offset, destination.Length, cancellationToken).ConfigureAwait(false);
        return error != FsError.None ? (error, 0) : (ReadNow(offset, destination.Span, out int count), count);
    }

    /// <summary>As <see cref="ReadSequence"/>, waiting without a thread.</summary>
    internal async ValueTask<(FsError Error, ReadOnlySequence<byte> Bytes)> ReadSequenceAsync(long offset, long count, CancellationToken cancellationToken)
    {
        FsError error = await AskAsync(offset, count, cancellationToken).ConfigureAwait(false);
        return error != FsError.None ? (error, default) : (ReadSequenceNow(offset, count, out ReadOnlySequence<byte> bytes), bytes);
    }

    /// <summary>What cannot be read anyway is not asked about.</summary>
    private FsError Ask(long offset, long count)
    {
        FsError error = Readable(offset, 0, out _);
        return error != FsError.None ? error : _host.AskRead(OpenedAt, offset, count);
    }

    private ValueTask<FsError> AskAsync(long offset, long count, CancellationToken cancellationToken)
    {
        FsError error = Readable(offset, 0, out _);
        return error != FsError.None ? new(error) : _host.AskReadAsync(OpenedAt, offset, count, cancellationToken);
    }
}
