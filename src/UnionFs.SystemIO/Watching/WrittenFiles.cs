using System.Collections.Concurrent;

namespace UnionFs.SystemIO.Watching;

/// <summary>
/// The new files that came with content in one step, which the feed tells as one event, and System.IO, which makes a file first and writes it then,
/// as two. Whether there was content only the writer's side knows: by the time of the event the file may be another, or gone.
/// </summary>
internal sealed class WrittenFiles(UnionFileSystem files)
{
    private readonly ConcurrentQueue<string> _paths = [];

    /// <summary>Called as the change is made, in order.</summary>
    internal void Note(in FileChange change)
    {
        if (change is not { Kind: FileChangeKind.Created, NodeKind: NodeKind.File }) return;
        // One more name of a file is no writing.
        if (files.Posix.LStat(change.Path, out FileStat stat) == FsError.None && stat is { Size: > 0, LinkCount: 1 }) _paths.Enqueue(change.Path);
    }

    /// <summary>Whether the file of this event came with content. Called in the same order.</summary>
    internal bool Take(in FileChange change) => _paths.TryPeek(out string? path) && path == change.Path && _paths.TryDequeue(out _);

    /// <summary>After an overflow what was noted has no events.</summary>
    internal void Clear() => _paths.Clear();
}
