using System.Runtime.CompilerServices;
using UnionFs.Nodes;

namespace UnionFs.Layers;

/// <summary>
/// Turns drafts into immutable nodes. Both passes go in ordinal order, so inode numbers depend on what is in the layer and
/// not on the order in which it was added.
/// </summary>
internal sealed class DraftFreezer
{
    private readonly Dictionary<DraftNode, SharedInode> _shared = new(ReferenceEqualityComparer.Instance);
    /// <summary>One string for a name that many directories have (README.md, index.js): less memory, and a lookup finds it in the cache.</summary>
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private InodeNumbers _numbers = new(0);

    internal Layer Freeze(string name, DraftDirectory root)
    {
        ulong fingerprint = Fingerprint(1, root);
        _numbers = new InodeNumbers(fingerprint);
        return new Layer(name, FreezeDirectory(root, _numbers.Root), fingerprint);
    }

    private static KeyValuePair<string, DraftNode>[] InOrder(DraftDirectory directory)
    {
        KeyValuePair<string, DraftNode>[] children = [.. directory.Children];
        Array.Sort(children, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return children;
    }

    private static ulong Fingerprint(ulong state, DraftDirectory directory)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach ((string name, DraftNode node) in InOrder(directory))
        {
            state = Fingerprints.Add(state, name);
            state = Fingerprints.Add(state, (ulong)node.Kind | (ulong)(node.Content?.Length ?? 0) << 8);
            state = Fingerprints.Add(state, (ulong)node.Metadata.ModifyTime.Seconds ^ (ulong)node.Metadata.ModifyTime.Nanoseconds << 32);
            if (node is DraftDirectory child) state = Fingerprints.Add(Fingerprint(state, child), 0);
        }
        return state;
    }

    private PlainDirectory FreezeDirectory(DraftDirectory directory, long ino)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        KeyValuePair<string, DraftNode>[] children = InOrder(directory);
        var entries = new Entry[children.Length];
        for (int i = 0; i < entries.Length; i++) entries[i] = new Entry(OneOf(children[i].Key), FreezeNode(children[i].Value));
        return new PlainDirectory(ino, directory.Metadata, EntryMap.Build(entries), directory.Opaque, directory.Implied);
    }

    private string OneOf(string name)
    {
        if (_names.TryGetValue(name, out string? known)) return known;
        _names.Add(name);
        return name;
    }

    private Node FreezeNode(DraftNode draft)
    {
        if (draft.Kind == NodeKind.Whiteout) return WhiteoutNode.Instance;
        if (draft is DraftDirectory directory) return FreezeDirectory(directory, _numbers.Next());
        if (draft.Names == 1) return FreezeSingle(draft);
        if (!_shared.TryGetValue(draft, out SharedInode? shared))
            _shared.Add(draft, shared = new SharedInode(FreezeSingle(draft), draft.Names));
        return shared;
    }

    private Node FreezeSingle(DraftNode draft)
    {
        long ino = _numbers.Next();
        return draft.Kind switch
        {
            NodeKind.File => new FileNode(ino, draft.Metadata, draft.Content!),
            NodeKind.Symlink => new SymlinkNode(ino, draft.Metadata, draft.Target!),
            _ => new SpecialNode(ino, draft.Metadata, draft.Kind, draft.Device),
        };
    }
}
