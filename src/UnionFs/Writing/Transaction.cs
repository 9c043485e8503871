using UnionFs.Nodes;
using UnionFs.Opening;
using UnionFs.Trees;

namespace UnionFs.Writing;

/// <summary>
/// A change in the making: the tree as it will be, held by one writer under the lock. The verbs edit it; until the tree is
/// published nobody else sees anything, and a verb that fails has not touched it.
/// </summary>
internal sealed partial class Transaction(
    Tree tree, OpenInodes opens, InodeNumbers numbers, TimeProvider clock, bool isReadOnly, FileSystemLimits limits, Identity? caller = null)
{
    private UnixTime? _now;

    internal Tree Tree { get; private set; } = tree;

    internal bool HasChanged { get; private set; }

    /// <summary>The kernel asks for write access between resolving the parent and looking at the last name; so do the verbs.</summary>
    internal FsError WantWrite() => isReadOnly ? FsError.EROFS : FsError.None;

    internal bool IsReadOnly => isReadOnly;

    /// <summary>Who asks; null is root.</summary>
    internal Identity? Caller => caller;

    internal FileSystemLimits Limits => limits;

    /// <summary>A limit that a verb went past; what it did is not published then. Only for what changes no more than the tree.</summary>
    internal FsError Refusal { get; private set; }

    /// <summary>How many bytes of content the verb has been given to write.</summary>
    internal long BytesWritten { get; set; }

    /// <summary>Puts what is open back to where it was before the verb; only where somebody may still refuse it.</summary>
    internal Action? Undo { get; init; }

    /// <summary>What the writers before gave to what they made.</summary>
    internal required RecentMetadata Recent { get; init; }

    /// <summary>One time for all that a verb changes.</summary>
    internal UnixTime Now => _now ??= UnixTime.From(clock.GetUtcNow());

    /// <summary>Inodes that lost their last name; their handles are told when the tree is published.</summary>
    internal Dictionary<OpenInode, Node>? Orphans { get; private set; }

    /// <summary>The number of an inode that is made now, marked as such.</summary>
    internal long NextIno() => numbers.Next() | InodeMarks.Made;

    /// <summary>A file with other content, and the metadata that writing leaves it with.</summary>
    /// <param name="file">The file.</param>
    /// <param name="content">What it gets.</param>
    /// <param name="oldLength">From how many bytes it grows, if not from all it has: 0 where it is cut first.</param>
    internal FileNode WithContent(FileNode file, Content content, long? oldLength = null)
    {
        if (!limits.AllowsLength(oldLength ?? file.Content.Length, content.Length)) Refusal = FsError.EFBIG;
        return file.With(Verb.Written(this, file.Metadata), content);
    }

    /// <summary>How many bytes a file may come to hold: what is free besides it, or what it has now.</summary>
    internal long RoomFor(FileNode file) =>
        limits.Bytes is { } most ? Math.Max(most - (Tree.Charge.Bytes - file.Charge.Bytes), file.Charge.Bytes) : long.MaxValue;

    /// <summary>Adds an entry, or puts it in the place of one that <see cref="Forget"/> has dealt with.</summary>
    internal void Put(string[] parent, string name, Node entry, bool touch) =>
        Edit(parent, touch, entries => entries.Set(name, entry));

    /// <summary>Takes an entry out; the caller has dealt with what it named.</summary>
    internal void Drop(string[] parent, string name) =>
        Edit(parent, touch: true, entries => entries.Remove(name));

    /// <summary>The entry at a path becomes <paramref name="node"/>: same inode, other metadata or content.</summary>
    internal void Update(string[] path, Node entry, Node node)
    {
        if (path.Length == 0)
        {
            Publish(Tree.With((DirectoryNode)node));
            return;
        }
        Node renewed = Renew(path, entry, node);
        if (!ReferenceEquals(renewed, entry)) Put(path[..^1], path[^1], renewed, touch: false);
    }

    /// <summary>What the entry at a path has to be for its inode to become <paramref name="node"/>.</summary>
    internal Node Renew(string[] path, Node entry, Node node)
    {
        if (entry is SharedInode shared)
        {
            SetState(shared, new InodeState(node, Tree.StateOf(shared).Links));
            return shared;
        }
        if (opens.IsEmpty || entry is DirectoryNode || opens.Find(path) is not { } open) return node;
        SharedInode inode = opens.Share(open, entry);
        SetState(inode, new InodeState(node, 1));
        return inode;
    }

    /// <summary>Whatever is at a path is about to lose that name; handles keep it.</summary>
    internal void Forget(string[] path, Node entry)
    {
        switch (entry)
        {
            case DirectoryNode directory:
                if (!opens.IsEmpty) OrphanDirectories(path, directory);
                if (directory.HasLinks) ForgetLinksBelow(directory);
                break;
            case SharedInode shared:
                ForgetLink(shared);
                break;
            default:
                if (!opens.IsEmpty && opens.Find(path) is { } open) MakeOrphan(open, entry);
                break;
        }
    }

    /// <summary>The entry as something that may have a second name.</summary>
    internal SharedInode MakeShared(string[] path, Node entry)
    {
        if (entry is SharedInode known)
        {
            if (opens.Find(known) is { } holder) opens.Unpin(holder);
            return known;
        }
        OpenInode? open = opens.IsEmpty ? null : opens.Find(path);
        SharedInode shared = open is null ? new SharedInode(entry, 1) : opens.Share(open, entry);
        if (open is not null) opens.Unpin(open);
        SetState(shared, new InodeState(entry, 1));
        Put(path[..^1], path[^1], shared, touch: false);
        return shared;
    }

    /// <summary>An open inode without a name gets its first one, and is found there from now on.</summary>
    internal SharedInode Adopt(OpenInode open, Node orphan, string[] path)
    {
        SharedInode shared = opens.Share(open, orphan);
        opens.PinAt(open, path);
        open.IsLinkable = false;
        Publish(Tree.WithNameless(default(Charge) - orphan.Charge));
        SetState(shared, new InodeState(orphan.With(Changed(orphan.Metadata)), 1));
        return shared;
    }

    /// <summary>A file that is made without a name counts from now on.</summary>
    internal void AddNameless(FileNode file) => Publish(Tree.WithNameless(file.Charge));

    /// <summary>An open inode without a name becomes <paramref name="node"/>.</summary>
    internal void UpdateOrphan(OpenInode open, Node old, Node node)
    {
        (Orphans ??= new(ReferenceEqualityComparer.Instance))[open] = node;
        Publish(Tree.WithNameless(node.Charge - old.Charge));
    }

    internal void SetState(SharedInode shared, InodeState state) => Publish(Tree.WithState(shared, state));

    /// <summary>Tells where open inodes went.</summary>
    internal void Moved(string[] from, string[] to)
    {
        if (opens.IsEmpty) return;
        opens.Move(from, to);
        Replace(to);
    }

    /// <summary>Tells that what is open at or below two paths changed places.</summary>
    internal void Swapped(string[] one, string[] two)
    {
        if (opens.IsEmpty) return;
        opens.Swap(one, two);
        Replace(one);
        Replace(two);
    }

    /// <summary>Metadata after an entry was added or removed.</summary>
    internal Metadata Touched(Metadata metadata) =>
        metadata.ModifyTime == Now && metadata.ChangeTime == Now ? metadata : metadata with { ModifyTime = Now, ChangeTime = Now };

    /// <summary>Metadata after a change of the inode alone.</summary>
    internal Metadata Changed(Metadata metadata) => metadata with { ChangeTime = Now };

    private void ForgetLink(SharedInode shared)
    {
        InodeState state = Tree.StateOf(shared);
        Node node = state.Node.With(Changed(state.Node.Metadata));
        if (state.Links > 1)
        {
            SetState(shared, new InodeState(node, state.Links - 1));
            NoteLoser(shared);
            return;
        }
        if (opens.Find(shared) is { } open) MakeOrphan(open, node);
        Publish(Tree.WithoutState(shared));
    }

    private void MakeOrphan(OpenInode open, Node node)
    {
        Node orphan = node is DirectoryNode directory
            ? directory.With(directory.Entries.Count == 0 ? Changed(directory.Metadata) : Touched(directory.Metadata), directory.Entries.Emptied)
            : node.With(Changed(node.Metadata));
        (Orphans ??= new(ReferenceEqualityComparer.Instance))[open] = orphan;
        Publish(Tree.WithNameless(orphan.Charge));
        opens.Orphan(open);
        if (node is DirectoryNode) Publish(Tree.WithoutPlace(open));
    }

    /// <summary>Open directories at or below a path are there now.</summary>
    private void Replace(string[] path)
    {
        if (Tree.Places.IsEmpty) return;
        if (opens.Find(path) is { } self && Tree.Places.ContainsKey(self)) Publish(Tree.WithPlace(self, path));
        foreach ((OpenInode open, string[] place) in opens.Below(path))
            if (Tree.Places.ContainsKey(open)) Publish(Tree.WithPlace(open, place));
    }

    private void OrphanDirectories(string[] path, DirectoryNode directory)
    {
        foreach ((OpenInode open, string[] place) in opens.Below(path))
        {
            // A shared inode is dealt with by its links.
            Node? entry = Tree.Find(place);
            if (entry is not (null or SharedInode)) MakeOrphan(open, entry);
        }
        if (opens.Find(path) is { } self) MakeOrphan(self, directory);
    }

    /// <summary>In a loop, since a tree may be deeper than a stack; only directories that may have links are visited.</summary>
    private void ForgetLinksBelow(DirectoryNode top)
    {
        var open = new Stack<DirectoryNode>([top]);
        while (open.TryPop(out DirectoryNode? directory))
        {
            foreach (Entry entry in directory.Entries.Linked())
            {
                if (entry.Node is SharedInode shared) ForgetLink(shared);
                else open.Push((DirectoryNode)entry.Node);
            }
        }
    }

    /// <summary>Copies the path from the root to the parent, and nothing else.</summary>
    private void Edit(string[] parent, bool touch, Func<EntryMap, EntryMap> edit)
    {
        var directories = new DirectoryNode[parent.Length + 1];
        directories[0] = Tree.Root;
        for (int i = 0; i < parent.Length; i++) directories[i + 1] = (DirectoryNode)directories[i].Entries.Find(parent[i])!;

        DirectoryNode changed = directories[^1];
        EntryMap entries = edit(changed.Entries);
        changed = touch ? changed.With(Touched(changed.Metadata), entries) : changed.With(entries);
        for (int i = parent.Length - 1; i >= 0; i--) changed = directories[i].With(directories[i].Entries.Set(parent[i], changed));
        Publish(Tree.With(changed));
    }

    private void Publish(Tree tree)
    {
        Tree = tree;
        HasChanged = true;
    }
}
