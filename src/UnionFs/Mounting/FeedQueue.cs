using System.Threading.Channels;

namespace UnionFs.Mounting;

/// <summary>
/// The events that wait for the readers of one feed: never more than the capacity, and one overflow. One writer at a time (the file
/// system's lock sees to it), any number of readers.
/// </summary>
/// <remarks>
/// It does not keep its feed alive. But a reader that waits is known to the channel, and its iterator refers to the feed; so a feed is gone
/// only when nobody refers to it and nobody waits for it, and then nobody could ever read it.
/// </remarks>
internal sealed class FeedQueue(WatchScope scope, int capacity, Func<FileChange, bool>? filter)
{
    private readonly Channel<FileChange> _channel = Channel.CreateBounded<FileChange>(capacity == int.MaxValue ? capacity : capacity + 1);
    private readonly int _capacity = capacity == int.MaxValue ? capacity - 1 : capacity;
    private WeakReference<ChangeFeed>? _feed;
    private bool _hasOverflow;
    private bool _isEnded;

    internal ChannelReader<FileChange> Reader => _channel.Reader;

    /// <summary>Whether events would still reach somebody.</summary>
    internal bool IsAlive => !Volatile.Read(ref _isEnded) && _feed is not null && _feed.TryGetTarget(out _);

    internal void BelongTo(ChangeFeed feed) => _feed = new WeakReference<ChangeFeed>(feed);

    /// <summary>Never blocks and never throws.</summary>
    internal void Offer(in FileChange change)
    {
        if (change.Kind == FileChangeKind.Overflow)
        {
            Overflow();
            return;
        }
        if (!scope.Includes(change) || !Passes(change) || Volatile.Read(ref _hasOverflow)) return;
        if (_channel.Reader.Count < _capacity) _channel.Writer.TryWrite(change);
        else Overflow();
    }

    /// <summary>Takes the next event. After an overflow was taken events are kept again.</summary>
    internal bool TryRead(out FileChange change)
    {
        if (!_channel.Reader.TryRead(out change)) return false;
        if (change.Kind == FileChangeKind.Overflow) Volatile.Write(ref _hasOverflow, false);
        return true;
    }

    internal void End(Exception? error = null)
    {
        Volatile.Write(ref _isEnded, true);
        _channel.Writer.TryComplete(error);
    }

    private void Overflow()
    {
        if (Volatile.Read(ref _hasOverflow)) return;
        // Before it can be taken: taking it clears the flag.
        Volatile.Write(ref _hasOverflow, true);
        _channel.Writer.TryWrite(new FileChange(FileChangeKind.Overflow, scope.Path, NodeKind.Directory));
    }

    private bool Passes(in FileChange change)
    {
        if (filter is null) return true;
        try
        {
            return filter(change);
        }
        catch (Exception error)
        {
            // The writer has done nothing wrong, and its change is published: the one who reads is told.
            End(error);
            return false;
        }
    }
}
