using System.Runtime.CompilerServices;
using System.Threading.Channels;
using UnionFs.Mounting;

namespace UnionFs;

/// <summary>
/// What changes in a live file system from now on, in the order in which it was published. See <see cref="UnionFileSystem.Watch"/>.
/// A batch comes as a whole when it is published; what failed never comes. An event says what had happened when it was published: by the
/// time it is read the file system may have gone on.
/// </summary>
/// <remarks>
/// <para>Every name of a hard-linked file is told of. Where a name is added to or taken from a file, its other names get
/// <see cref="FileChangeKind.Attributes"/>. A directory's times move when an entry comes or goes; that is not told beside the entry, nor are
/// change times. A restore tells the difference it makes: renames where one can be told from another thing at that path, else deleted and
/// created, with every entry that comes; link counts of names that stay are not told.</para>
/// <para>The writer never waits for a reader. Costs: nothing where nobody watches; else O(depth) a change, and O(hard-linked names of the
/// file system) for a change of a hard-linked file; a restore costs what the list of its changes costs.</para>
/// <para>Thread-safe; where several readers read one feed, each event goes to one of them. Dispose it to end it. The file system holds it
/// weakly, because a feed that nobody refers to and nobody waits for can never be read: such a one is dropped at the next change.</para>
/// </remarks>
public sealed class ChangeFeed : IDisposable
{
    private readonly Listeners _listeners;
    private readonly FeedQueue _queue;

    internal ChangeFeed(Listeners listeners, FeedQueue queue)
    {
        _listeners = listeners;
        _queue = queue;
        queue.BelongTo(this);
        listeners.Add(queue);
    }

    /// <summary>Takes the next event if there is one. Never waits.</summary>
    public bool TryRead(out FileChange change)
    {
        bool taken = _queue.TryRead(out change);
        // Somebody refers to the feed to its last event.
        GC.KeepAlive(this);
        return taken;
    }

    /// <summary>
    /// The events as they come; waits for the next, and ends when the feed is disposed and what had been kept is read. Throws
    /// OperationCanceledException, and what <see cref="WatchOptions.Filter"/> threw.
    /// </summary>
    public async IAsyncEnumerable<FileChange> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChannelReader<FileChange> reader = _queue.Reader;
        while (await reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            while (TryRead(out FileChange change)) yield return change;
    }

    /// <summary>Ends the feed: no event is added, and readers come to an end after those that are there. Disposing twice is allowed.</summary>
    public void Dispose()
    {
        _listeners.Remove(_queue);
        _queue.End();
    }
}
