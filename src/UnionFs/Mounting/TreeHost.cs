using System.Collections.Concurrent;
using UnionFs.Nodes;
using UnionFs.Opening;
using UnionFs.Trees;
using UnionFs.Writing;

namespace UnionFs.Mounting;

/// <summary>
/// Holds the published tree of one file system, its writer lock and its open inodes. Readers read <see cref="Tree"/> once and need
/// no lock; writers queue on the lock and publish with one store.
/// </summary>
internal sealed partial class TreeHost(Tree tree, InodeNumbers numbers, TimeProvider clock, object? owner = null, bool isReadOnly = false)
{
    private readonly Lock _gate = new();
    private readonly OpenInodes _opens = new();
    private readonly RecentMetadata _recent = new();
    private readonly TreeHost? _outer;
    private readonly List<OpenInode> _closedDuringBatch = [];
    private readonly List<OpenInode> _openedInBatch = [];
    private readonly List<(OpenInode Open, bool Exclusive)> _lockedInBatch = [];
    private readonly ConcurrentDictionary<OpenInode, Node> _batchOrphans = new(ReferenceEqualityComparer.Instance);
    private Tree _tree = tree.WithoutNameless();
    private FileSystemLimits _limits = FileSystemLimits.None;
    private List<FileChange>? _batchChanges;
    private bool _hasBatch;
    private bool _isEnded;

    private TreeHost(TreeHost outer) : this(outer._tree, outer.Numbers, new BatchClock(outer.Clock), outer.Owner)
    {
        _outer = outer;
        _opens = outer._opens;
        _tree = outer._tree;
    }

    internal Tree Tree => Volatile.Read(ref _tree);

    internal bool IsReadOnly => isReadOnly;

    /// <summary>Whether this was a batch's host and the batch is over.</summary>
    internal bool IsEnded => _isEnded;

    /// <summary>What the file system may grow to; a batch goes by those of its host.</summary>
    internal FileSystemLimits Limits
    {
        get => Volatile.Read(ref (_outer ?? this)._limits);
        set => Volatile.Write(ref _limits, value);
    }

    internal InodeNumbers Numbers => numbers;

    internal TimeProvider Clock => clock;

    /// <summary>What the hosts of one file system have in common: the present one, those before a restore, and its batches.</summary>
    internal object? Owner => owner;

    /// <summary>Whether a handle opened on <paramref name="other"/> means a place in this host's tree: it is this one, or this is a batch on it.</summary>
    internal bool Knows(TreeHost other) => other == this || other == _outer;

    /// <summary>Whether a batch is under way, or an interceptor is asked; under the lock, so only inside of these.</summary>
    internal bool HasBatch => _hasBatch || _isAsking;

    /// <summary>The feeds, from the first on; under the lock. A batch has none: it keeps its events until it is published.</summary>
    internal Listeners? Listeners { get; set; }

    private bool IsWatched => (_outer ?? this).Listeners is { IsEmpty: false };

    /// <summary>Takes the writer lock. Every call is paired with <see cref="Exit"/>.</summary>
    internal void Enter() => _gate.Enter();

    internal void Exit() => _gate.Exit();

    /// <summary>A transaction on the present tree; under the lock. Null with EDEADLK when this very thread is inside a batch on it, EBADF when this is a batch that has ended.</summary>
    internal FsError Begin(Identity? caller, out Transaction transaction)
    {
        transaction = new Transaction(_tree, _opens, numbers, clock, isReadOnly, Limits, caller)
        {
            Changes = IsWatched || Interceptor is not null ? [] : null,
            Undo = Interceptor is not null ? _opens.Save() : null,
            Recent = _recent,
        };
        return _isEnded ? FsError.EBADF : HasBatch ? FsError.EDEADLK : FsError.None;
    }

    /// <summary>Makes what a transaction did the published tree, if there is room for it; under the lock.</summary>
    internal FsError Publish(Transaction transaction)
    {
        if (!transaction.HasChanged) return FsError.None;
        if (transaction.Refusal != FsError.None) return transaction.Refusal;
        FsError full = Limits.Check(_tree.Charge, transaction.Tree.Charge);
        if (full != FsError.None) return full;
        FsError refused = AskChange(transaction);
        if (refused != FsError.None) return refused;
        if (transaction.Orphans is { } orphans) foreach ((OpenInode open, Node node) in orphans) SetOrphan(open, node);
        Volatile.Write(ref _tree, transaction.Tree);
        if (transaction.Changes is not { Count: > 0 } changes) return FsError.None;
        if (_outer is null) Listeners?.Tell(changes);
        else (_batchChanges ??= []).AddRange(changes);
        return FsError.None;
    }

    /// <summary>Takes over the feeds of the host that this one comes after, and tells them the difference; under the lock of the other, once this one is in place.</summary>
    internal void Follow(TreeHost other)
    {
        Listeners = other.Listeners;
        other.Listeners = null;
        Listeners?.TellRestored(other._tree, _tree);
    }

    // ---- Batches: a host of their own over the same open inodes ----

    /// <summary>Starts a batch; under the lock, which stays held until the batch ends.</summary>
    internal FsError BeginBatch(out TreeHost batch, out Action undo)
    {
        batch = new TreeHost(this);
        undo = _opens.Save();
        if (_isEnded) return FsError.EBADF;
        if (HasBatch) return FsError.EDEADLK;
        if (isReadOnly) return FsError.EROFS;
        _hasBatch = true;
        return FsError.None;
    }

    /// <summary>Ends a batch; under the lock. A failed one leaves the tree and the open inodes as they were.</summary>
    internal void EndBatch(TreeHost batch, Action undo, bool succeeded)
    {
        batch._isEnded = true;
        foreach ((OpenInode open, bool exclusive) in batch._lockedInBatch) _opens.Unlock(open, exclusive);
        if (succeeded)
        {
            foreach ((OpenInode open, Node node) in batch._batchOrphans) SetOrphan(open, node);
            Volatile.Write(ref _tree, batch._tree);
            if (batch._batchChanges is { } changes) Listeners?.Tell(changes);
        }
        else
        {
            undo();
        }
        _hasBatch = false;
        foreach (OpenInode open in _closedDuringBatch) Release(open);
        _closedDuringBatch.Clear();
        if (succeeded) foreach (OpenInode open in batch._openedInBatch) Release(open);
    }

    // ---- Open inodes ----

    /// <summary>Registers a handle for what a transaction opened; under the lock, after publishing.</summary>
    internal OpenInode Register(OpenTarget target)
    {
        OpenInode open;
        if (target.Known is not null)
        {
            open = target.Known;
            open.Handles++;
        }
        else if (target.Nameless)
        {
            open = _opens.OpenNameless(target.Entry, target.Linkable);
            SetOrphan(open, target.Entry);
        }
        else
        {
            open = _opens.Open(target.Path, target.Entry);
        }
        if (_outer is not null) _openedInBatch.Add(open);
        if (target.Entry is DirectoryNode && target.Known is null && !_tree.Places.ContainsKey(open)) Volatile.Write(ref _tree, _tree.WithPlace(open, target.Path));
        return open;
    }

    internal void Release(OpenInode open)
    {
        _gate.Enter();
        try
        {
            if (_isEnded) return;
            if (_hasBatch)
            {
                _closedDuringBatch.Add(open);
                return;
            }
            if (_outer is not null) _openedInBatch.Remove(open);
            if (--open.Handles > 0) return;
            if (NamelessNode(open) is { } nameless) Volatile.Write(ref _tree, _tree.WithNameless(default(Charge) - nameless.Charge));
            Unshare(open);
            _opens.Forget(open);
            if (_tree.Places.ContainsKey(open)) Volatile.Write(ref _tree, _tree.WithoutPlace(open));
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>What an open inode is now, and how many names it has. Takes no lock.</summary>
    internal InodeState Current(OpenInode open)
    {
        // The order matters: see OpenInode.
        SharedInode? shared = open.Shared;
        Tree tree = Tree;
        if (shared is not null && tree.Inodes.TryGetValue(shared, out InodeState state)) return state;
        if (OrphanOf(open) is { } orphan) return new InodeState(orphan, 0);
        return shared is not null ? tree.StateOf(shared) : new InodeState(open.Captured, 1);
    }

    /// <summary>The directory that an open inode is in the published tree, or null where it is none there. Takes no lock.</summary>
    internal DirectoryNode? DirectoryOf(OpenInode open)
    {
        Tree tree = Tree;
        return tree.Places.TryGetValue(open, out string[]? path) ? tree.Find(path) as DirectoryNode : null;
    }

    /// <summary>Where a path starts in a tree, if it is relative to a handle. Takes no lock.</summary>
    internal WalkStart StartOf(OpenInode? open, Tree tree)
    {
        if (open is null) return default;
        if (tree.Places.TryGetValue(open, out string[]? names)) return new WalkStart(names);
        return new WalkStart(null, Current(open).Node, open);
    }

    /// <summary>What an open inode without a name is; null for one that has a name.</summary>
    internal Node? NamelessNode(OpenInode open) => Current(open) is { Links: 0 } state ? state.Node : null;

    /// <summary>Takes a lock of one handle on a whole file (flock); under the lock. What a batch leaves locked is unlocked when it ends.</summary>
    internal FsError TryLock(OpenInode open, bool exclusive)
    {
        FsError error = _opens.TryLock(open, exclusive);
        if (error == FsError.None && _outer is not null) _lockedInBatch.Add((open, exclusive));
        return error;
    }

    internal void Unlock(OpenInode open, bool exclusive)
    {
        if (_isEnded) return;
        _opens.Unlock(open, exclusive);
        _lockedInBatch.Remove((open, exclusive));
    }

    internal bool HasLocks => _opens.Locks > 0;

    internal bool HasExclusiveLocks => _opens.ExclusiveLocks > 0;

    internal int LockTurns => _opens.LockTurns;

    /// <summary>Whether a handle's lock shuts out one who opens the entry at a path; under the lock.</summary>
    internal bool IsLocked(ReadOnlySpan<string> path, Node entry, bool exclusive) => _opens.Find(path, entry)?.IsLocked(exclusive) == true;

    /// <summary>Gives an open inode another state, which is told of at its names; under the lock.</summary>
    internal void Update(Transaction transaction, OpenInode open, Node node, FileChangeKind kind)
    {
        // A name in the tree comes first: a file of O_TMPFILE was an orphan before it had one.
        bool isOrphan = OrphanOf(open) is not null;
        if (open.Shared is { } shared && (transaction.Tree.Inodes.ContainsKey(shared) || open.Pin is null && !isOrphan))
        {
            transaction.SetState(shared, new InodeState(node, transaction.Tree.StateOf(shared).Links));
            transaction.NoteInode(kind, shared);
            return;
        }
        if (isOrphan)
        {
            transaction.UpdateOrphan(open, OrphanOf(open)!, node);
            return;
        }
        string[] path = open.Pin!.Path();
        transaction.Update(path, transaction.Tree.Find(path)!, node);
        transaction.NoteInode(kind, path, node);
    }

    private Node? OrphanOf(OpenInode open) =>
        _outer is not null && _batchOrphans.TryGetValue(open, out Node? node) ? node : open.Orphan;

    private void SetOrphan(OpenInode open, Node node)
    {
        if (_outer is null) open.Orphan = node;
        else _batchOrphans[open] = node;
    }

    /// <summary>A file with one name that changed while it was open becomes an ordinary node again when the last handle closes.</summary>
    private void Unshare(OpenInode open)
    {
        if (open is not { Shared: { } shared, Pin: { } pin } || !_tree.Inodes.TryGetValue(shared, out InodeState state) || state.Links != 1) return;
        string[] path = pin.Path();
        if (!ReferenceEquals(_tree.Find(path), shared)) return;
        var transaction = new Transaction(_tree, _opens, numbers, clock, isReadOnly, Limits) { Recent = _recent };
        transaction.Put(path[..^1], path[^1], state.Node, touch: false);
        // A reader that was between its look at the handle and its look at the tree still finds the state: see OpenInode.
        open.Orphan = state.Node;
        Volatile.Write(ref _tree, transaction.Tree.WithoutState(shared));
    }
}
