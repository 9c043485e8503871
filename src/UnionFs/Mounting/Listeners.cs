using System.Collections.Immutable;
using UnionFs.Trees;

namespace UnionFs.Mounting;

/// <summary>The feeds of one live file system; a restore hands them to the next host. Added and removed without a lock, told under the writer's.</summary>
internal sealed class Listeners
{
    private ImmutableArray<FeedQueue> _queues = [];

    internal bool IsEmpty => _queues.IsEmpty;

    internal void Add(FeedQueue queue) => ImmutableInterlocked.Update(ref _queues, static (queues, queue) => queues.Add(queue), queue);

    internal void Remove(FeedQueue queue) => ImmutableInterlocked.Update(ref _queues, static (queues, queue) => queues.Remove(queue), queue);

    /// <summary>
    /// Tells all feeds, after the tree was published: who looks at the files because of an overflow must see what was dropped.
    /// </summary>
    internal void Tell(List<FileChange> changes)
    {
        foreach (FeedQueue queue in _queues)
        {
            if (!queue.IsAlive)
            {
                Remove(queue);
                continue;
            }
            foreach (ref readonly FileChange change in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(changes)) queue.Offer(change);
        }
    }

    /// <summary>Tells that another tree is in place. A restore never fails because somebody listens: what cannot be compared is an overflow.</summary>
    internal void TellRestored(Tree before, Tree after)
    {
        if (IsEmpty) return;
        List<FileChange> changes;
        try
        {
            changes = RestoredChanges.Between(before, after);
        }
        catch (Exception error) when (error is IOException or InsufficientExecutionStackException)
        {
            // A lazy source that cannot be read, or a tree deeper than the stack.
            changes = [new FileChange(FileChangeKind.Overflow, "/", NodeKind.Directory)];
        }
        Tell(changes);
    }
}
