namespace UnionFs.Nodes;

/// <summary>
/// A live file system's directory as a layer has it: the same tree, charged to nobody. Entries are copied on the first visit, directory by
/// directory, so that a new tree of any size becomes a layer in O(1); then the source is let go.
/// </summary>
internal sealed class SettledDirectory(DirectoryNode source, bool opaque) : DirectoryNode(source.Ino, source.Metadata)
{
    private DirectoryNode? _source = source;
    private EntryMap? _entries;

    internal override bool Opaque => opaque;

    internal override bool HasMarks => opaque;

    internal override EntryMap Entries => Volatile.Read(ref _entries) ?? Expand();

    private EntryMap Expand()
    {
        // It is let go only after the entries were published.
        if (Volatile.Read(ref _source) is not { } directory) return Volatile.Read(ref _entries)!;
        EntryMap result = directory.Entries.Settled();
        result = Interlocked.CompareExchange(ref _entries, result, null) ?? result;
        Volatile.Write(ref _source, null);
        return result;
    }
}
