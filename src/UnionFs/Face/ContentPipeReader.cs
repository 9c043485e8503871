using System.Buffers;
using System.IO.Pipelines;

namespace UnionFs.Face;

/// <summary>
/// A content as a pipe: what is in memory is shown as it is, a lazy source is read a window at a time, and what was consumed is let go.
/// Every read is answered at once.
/// </summary>
internal sealed class ContentPipeReader(Content content, int windowBytes) : PipeReader
{
    private readonly SequenceBuilder _segments = new();
    private ReadOnlySequence<byte> _buffer;
    private long _loaded; // how far into the content the segments reach
    private bool _isExamined = true; // the caller wants more than it has
    private bool _isReading;
    private bool _isCompleted;
    private int _isCancelled;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<ReadResult>(cancellationToken);
        ThrowIfCompleted();
        try
        {
            return new(Read());
        }
        catch (IOException e)
        {
            return ValueTask.FromException<ReadResult>(e);
        }
    }

    /// <summary>Always true: there is always a next window, or the end.</summary>
    public override bool TryRead(out ReadResult result)
    {
        ThrowIfCompleted();
        result = Read();
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        ThrowIfCompleted();
        if (!_isReading) throw new InvalidOperationException("No reading operation to complete.");
        // Both are looked at before anything changes: a position of another buffer throws here.
        _ = _buffer.Slice(consumed);
        _isExamined = _buffer.Slice(examined).IsEmpty;
        _isReading = false;
        _segments.DropBefore(consumed);
    }

    public override void CancelPendingRead() => Interlocked.Exchange(ref _isCancelled, 1);

    public override void Complete(Exception? exception = null)
    {
        _isCompleted = true;
        _buffer = default;
        _segments.Clear();
    }

    private ReadResult Read()
    {
        if (Interlocked.Exchange(ref _isCancelled, 0) != 0)
        {
            _isReading = true;
            return new ReadResult(_buffer = _segments.Build(), isCanceled: true, isCompleted: false);
        }
        if (_isExamined && _loaded < content.Length)
        {
            long count = Math.Min(windowBytes, content.Length - _loaded);
            _segments.Append(content, _loaded, count);
            _loaded += count;
            _isExamined = false;
        }
        _isReading = true;
        return new ReadResult(_buffer = _segments.Build(), isCanceled: false, isCompleted: _loaded == content.Length);
    }

    private void ThrowIfCompleted()
    {
        if (_isCompleted) throw new InvalidOperationException("Reading is not allowed after reader was completed.");
    }
}
