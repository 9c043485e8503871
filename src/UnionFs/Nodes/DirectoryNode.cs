namespace UnionFs.Nodes;

/// <summary>A directory: its entries, and how they merge with what lies below.</summary>
internal abstract class DirectoryNode(long stamp, Metadata metadata) : Node(stamp, metadata)
{
    /// <summary>So many paths through a directory are worth an index; one that is soon replaced never gets there.</summary>
    private const int PathsForAnIndex = 256;

    private PathIndex? _paths;
    private int _pathsAsked;

    internal abstract EntryMap Entries { get; }

    /// <summary>The index of the paths below, or null while few have been asked for. Each look counts as a path.</summary>
    internal PathIndex? Paths
    {
        get
        {
            if (Volatile.Read(ref _paths) is { } known) return known;
            // Lost counts do not matter.
            if (++_pathsAsked < PathsForAnIndex) return null;
            return Interlocked.CompareExchange(ref _paths, new PathIndex(), null) ?? _paths;
        }
    }

    /// <summary>"Do not merge with directories below." Only in layers.</summary>
    internal virtual bool Opaque => false;

    /// <summary>
    /// Only there because something below it is: where a lower directory exists, that one's identity and metadata hold.
    /// Only in layers.
    /// </summary>
    internal virtual bool Implied => false;

    internal override NodeKind Kind => NodeKind.Directory;

    /// <summary>2 and one for each subdirectory, whatever the layers (a merged directory on overlayfs says 1).</summary>
    internal int LinkCount => 2 + Entries.DirectoryCount;

    internal override DirectoryNode With(Metadata metadata) => new PlainDirectory(StampWith(metadata), metadata, Entries);

    internal DirectoryNode With(EntryMap entries) => new PlainDirectory(Stamp, Metadata, entries);

    internal DirectoryNode With(Metadata metadata, EntryMap entries) => new PlainDirectory(StampWith(metadata), metadata, entries);

    /// <summary>Lazily for what is below. Only for directories without shared inodes.</summary>
    internal override DirectoryNode Settled() => Charge == default ? this : new SettledDirectory(this, opaque: false);
}

/// <summary>A directory whose entries are there.</summary>
internal sealed class PlainDirectory(long stamp, Metadata metadata, EntryMap entries, bool opaque = false, bool implied = false)
    : DirectoryNode(stamp, metadata)
{
    internal override EntryMap Entries => entries;

    internal override bool Opaque => opaque;

    internal override bool Implied => implied;

    internal override bool HasMarks => opaque || implied || entries.HasMarks;

    internal override bool HasLinks => entries.HasLinks;

    internal override Charge Charge => OwnCharge + entries.Charge;
}
