using System.Collections.Concurrent;
using UnionFs.Nodes;

namespace UnionFs.Layers;

/// <summary>
/// A directory as it appears through one mount point: the same tree with inode numbers (and shared inodes) of its own, so that
/// a layer mounted twice is two files to write to, not one. Renumbered lazily, directory by directory.
/// </summary>
internal sealed class RenumberedDirectory(DirectoryNode source, RenumberedDirectory.Mount mount)
    : DirectoryNode(mount.Number(source.Ino), source.Metadata)
{
    private EntryMap? _entries;

    internal override bool Opaque => source.Opaque;

    internal override bool Implied => source.Implied;

    internal override bool HasMarks => source.HasMarks;

    internal override bool HasLinks => source.HasLinks;

    internal override EntryMap Entries => Volatile.Read(ref _entries) ?? Expand();

    private EntryMap Expand()
    {
        Entry[] original = source.Entries.Ordered;
        var entries = new Entry[original.Length];
        for (int i = 0; i < entries.Length; i++) entries[i] = original[i] with { Node = mount.Renumber(original[i].Node) };
        EntryMap built = EntryMap.Build(entries);
        return Interlocked.CompareExchange(ref _entries, built, null) ?? built;
    }

    /// <summary>One mount point: how its inode numbers follow from the original ones.</summary>
    internal sealed class Mount(long salt)
    {
        private readonly ConcurrentDictionary<SharedInode, SharedInode> _shared = new(ReferenceEqualityComparer.Instance);

        internal long Number(long ino) => InodeNumbers.Mix(salt, ino);

        internal Node Renumber(Node node) => node switch
        {
            DirectoryNode directory => new RenumberedDirectory(directory, this),
            FileNode file => new FileNode(Number(file.Ino), file.Metadata, file.Content),
            SymlinkNode link => new SymlinkNode(Number(link.Ino), link.Metadata, link.Target),
            SpecialNode special => new SpecialNode(Number(special.Ino), special.Metadata, special.Kind, special.Device),
            SharedInode shared => _shared.GetOrAdd(shared, key => new SharedInode(Renumber(key.Initial), key.Links)),
            _ => node,
        };
    }
}
