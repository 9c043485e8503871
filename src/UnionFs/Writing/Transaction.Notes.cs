using UnionFs.Nodes;
using UnionFs.Opening;

namespace UnionFs.Writing;

/// <summary>What a transaction writes down for those who watch. Each verb calls one of these, last; where nobody watches they do nothing.</summary>
internal sealed partial class Transaction
{
    private HashSet<SharedInode>? _losers;

    /// <summary>The events of this transaction in order; null when nobody watches.</summary>
    internal List<FileChange>? Changes { get; init; }

    internal void NoteCreated(string[] parent, string name, Node node) =>
        Changes?.Add(new FileChange(FileChangeKind.Created, TextOf([.. parent, name]), node.Kind));

    /// <summary>Directories were made, each of which holds the next.</summary>
    internal void NoteChain(string[] parent, string name, DirectoryNode top)
    {
        if (Changes is null) return;
        string path = TextOf([.. parent, name]);
        for (DirectoryNode directory = top; ;)
        {
            Changes.Add(new FileChange(FileChangeKind.Created, path, NodeKind.Directory));
            if (directory.Entries.Count == 0) return;
            Entry next = directory.Entries.Ordered[0];
            path += "/" + next.Name;
            directory = (DirectoryNode)next.Node;
        }
    }

    /// <summary>A file got a second name: its link count changed at the others.</summary>
    internal void NoteLinked(string[] parent, string name, SharedInode shared)
    {
        if (Changes is null) return;
        string made = TextOf([.. parent, name]);
        Changes.Add(new FileChange(FileChangeKind.Created, made, shared.Kind));
        NoteNames(FileChangeKind.Attributes, [shared], except: made);
    }

    internal void NoteDeleted(string[] path, Node entry)
    {
        Changes?.Add(new FileChange(FileChangeKind.Deleted, TextOf(path), entry.Kind));
        NoteLosers();
    }

    internal void NoteRenamed(string[] from, string[] to, Node moved)
    {
        Changes?.Add(new FileChange(FileChangeKind.Renamed, TextOf(to), moved.Kind, TextOf(from)));
        NoteLosers();
    }

    internal void NoteExchanged(string[] one, string[] two, Node first) =>
        Changes?.Add(new FileChange(FileChangeKind.Exchanged, TextOf(two), first.Kind, TextOf(one)));

    /// <summary>An inode changed that is reached at a path: every name it has is told of.</summary>
    internal void NoteInode(FileChangeKind kind, string[] path, Node entry)
    {
        if (Changes is null) return;
        if (entry is SharedInode shared) NoteInode(kind, shared);
        else Changes.Add(new FileChange(kind, TextOf(path), entry.Kind));
    }

    internal void NoteInode(FileChangeKind kind, SharedInode shared)
    {
        if (Changes is null) return;
        // A file that is shared only because it is open knows where it is; all others have to be looked for.
        if (opens.Find(shared) is { Pin: { } pin }) Changes.Add(new FileChange(kind, TextOf(pin.Path()), shared.Kind));
        else NoteNames(kind, [shared], except: null);
    }

    /// <summary>An inode lost one of its names; told of when the verb's own event has been.</summary>
    private void NoteLoser(SharedInode shared)
    {
        if (Changes is not null) (_losers ??= new HashSet<SharedInode>(ReferenceEqualityComparer.Instance)).Add(shared);
    }

    private void NoteLosers()
    {
        if (_losers is null) return;
        NoteNames(FileChangeKind.Attributes, _losers, except: null);
        _losers = null;
    }

    /// <summary>One event for every name of some inodes: O(linked names). In a loop, since a tree may be deeper than a stack.</summary>
    private void NoteNames(FileChangeKind kind, HashSet<SharedInode> inodes, string? except)
    {
        var open = new Stack<(DirectoryNode Directory, string Prefix)>([(Tree.Root, "/")]);
        while (open.TryPop(out (DirectoryNode Directory, string Prefix) top))
        {
            foreach (Entry entry in top.Directory.Entries.Linked())
            {
                string path = top.Prefix + entry.Name;
                if (entry.Node is DirectoryNode directory) open.Push((directory, path + "/"));
                else if (path != except && inodes.Contains((SharedInode)entry.Node)) Changes!.Add(new FileChange(kind, path, entry.Node.Kind));
            }
        }
    }

    private static string TextOf(string[] path) => "/" + string.Join('/', path);
}
