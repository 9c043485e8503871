using UnionFs.Diffing;
using UnionFs.Face;
using UnionFs.Mounting;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs;

/// <summary>
/// A live file system over a stack of layers. Changes are copy-on-write and stay apart from the layers; the difference can be taken
/// at any moment and is a layer itself. Snapshot, fork and restore are O(1) whatever the number of files, with handles open.
/// </summary>
/// <remarks>Nothing needs disposing: a file system without references is gone.</remarks>
public sealed class UnionFileSystem : FileSystem
{
    private readonly TimeProvider _clock;
    private readonly InodeNumbers _numbers;
    private object _host; // a TreeHost, or the Tree that one is made of when somebody asks: a fork that is only kept costs nothing for it
    private View _view;

    /// <summary>An empty file system.</summary>
    public UnionFileSystem() : this(LayerStack.Empty) { }

    /// <summary>A file system over <paramref name="layers"/>. O(1); nothing is merged until somebody looks.</summary>
    /// <param name="layers">The lower layers, any number.</param>
    /// <param name="clock">Where times come from; the system's clock if null.</param>
    public UnionFileSystem(LayerStack layers, TimeProvider? clock = null)
        : this(layers ?? throw new ArgumentNullException(nameof(layers)), clock ?? TimeProvider.System,
            new InodeNumbers(Fingerprints.Add(layers.Fingerprint, (ulong)(clock ?? TimeProvider.System).GetUtcNow().UtcTicks))) { }

    /// <summary>A file system over one layer.</summary>
    public UnionFileSystem(Layer layer, TimeProvider? clock = null) : this(LayerStack.Empty.Push(layer), clock) { }

    private UnionFileSystem(LayerStack layers, TimeProvider clock, InodeNumbers numbers)
        : this(layers, new Tree(layers.Count == 0 ? EmptyRoot(numbers, layers.Names) : layers.MergedRoot), clock, numbers) { }

    private UnionFileSystem(LayerStack layers, Tree tree, TimeProvider clock, InodeNumbers numbers)
        : this(new View(layers, tree), tree, clock, numbers) { }

    private UnionFileSystem(View view, Tree tree, TimeProvider clock, InodeNumbers numbers)
    {
        _clock = clock;
        _numbers = numbers;
        _view = view;
        _host = tree;
    }

    internal static UnionFileSystem From(Snapshot snapshot, TimeProvider clock) =>
        new(snapshot.View, snapshot.Frozen, clock, snapshot.Numbers.Branch());

    /// <summary>Two empty file systems are not one: each has a root of its own.</summary>
    private static PlainDirectory EmptyRoot(InodeNumbers numbers, NameComparison names) =>
        new(numbers.Root, Metadata.DefaultDirectory, EntryMap.EmptyOf(names));

    /// <summary>The lower layers: those it was made over, and each difference committed since.</summary>
    public override LayerStack Layers => Volatile.Read(ref _view).Layers;

    internal override TreeHost Host => Volatile.Read(ref _host) as TreeHost ?? MakeHost();

    /// <summary>
    /// What this file system may grow to; none at first. May change at any time, also below what is used: then only growing fails. A fork takes them over.
    /// </summary>
    public FileSystemLimits Limits
    {
        get => Host.Limits;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            TreeHost host = EnterHost();
            host.Limits = value;
            host.Exit();
        }
    }

    /// <summary>Who is asked before a file is opened or read and before anything changes; nobody at first. A fork begins without.</summary>
    public FileSystemInterceptor? Interceptor
    {
        get => Host.Interceptor;
        set
        {
            TreeHost host = EnterHost();
            host.Interceptor = value;
            host.Exit();
        }
    }

    /// <summary>The present state, for ever. O(1); visits no node, takes no lock from readers.</summary>
    public Snapshot Snapshot()
    {
        TreeHost host = EnterHost();
        try
        {
            return new Snapshot(_view, host.Tree, host.Numbers);
        }
        finally
        {
            host.Exit();
        }
    }

    /// <summary>A second live file system with the same content, independent from now on. O(1). Handles stay with this one.</summary>
    public UnionFileSystem Fork()
    {
        TreeHost host = EnterHost();
        try
        {
            var fork = new UnionFileSystem(_view, host.Tree, _clock, host.Numbers.Branch());
            if (host.Limits != FileSystemLimits.None) fork.Limits = host.Limits;
            return fork;
        }
        finally
        {
            host.Exit();
        }
    }

    /// <summary>
    /// Makes <paramref name="snapshot"/> the present state, with the layers it had. O(1). Handles opened before go on with the tree
    /// they were opened on, as after a pivot_root; what they write is no longer seen here.
    /// </summary>
    public void Restore(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        TreeHost host = EnterHost();
        try
        {
            if (host.HasBatch) throw FsError.EDEADLK.ToException("/");
            Replace(host, snapshot.View, snapshot.Frozen);
        }
        finally
        {
            host.Exit();
        }
    }

    /// <summary>
    /// Puts other layers below what changed: the changes stay, and are a difference from <paramref name="layers"/> from now on. O(changes x depth), as
    /// <see cref="Diff"/>, whatever the number of files and layers. Handles opened before go on with the tree they were opened on, as after
    /// <see cref="Restore"/>; what has changed until now no longer counts against <see cref="Limits"/>.
    /// </summary>
    public void Restack(LayerStack layers) => Restack(layers, static changes => changes);

    /// <summary>
    /// As <see cref="Restack(LayerStack)"/>, but what <paramref name="carry"/> makes of the changes is put over the layers: without what these have now themselves,
    /// say. It is called once, while writers wait, and must not write here.
    /// </summary>
    public void Restack(LayerStack layers, Func<Layer, Layer> carry)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(carry);
        TreeHost host = EnterHost();
        try
        {
            if (host.HasBatch) throw FsError.EDEADLK.ToException("/");
            Layer changes = carry(ChangesIn(_view, host.Tree));
            var below = new Tree(layers.Count == 0 ? EmptyRoot(host.Numbers, layers.Names) : layers.MergedRoot);
            Tree above = changes.IsEmpty ? below : new Tree(layers.Push(changes).MergedRoot);
            Replace(host, new View(layers, below, changes.IsEmpty ? null : new Carried(changes, above)), above);
        }
        finally
        {
            host.Exit();
        }
    }

    /// <summary>All changes as they are to be carried to other layers.</summary>
    private static Layer ChangesIn(View view, Tree tree)
    {
        Layer later = LayerDifference.Between(view.Carried?.Tree ?? view.Base, tree, "changes");
        if (view.Carried is not { } carried) return later;
        return later.IsEmpty ? carried.Changes : LayerStack.FromBottom(carried.Changes, later).WithNames(view.Layers.Names).Squash("changes");
    }

    /// <summary>Another tree, in a host of its own; the caller has entered the present one.</summary>
    private void Replace(TreeHost host, View view, Tree tree)
    {
        Volatile.Write(ref _view, view);
        var next = new TreeHost(tree, host.Numbers, _clock, owner: this) { Limits = host.Limits, Interceptor = host.Interceptor };
        // Writers go on as soon as they see it, and must not overtake the difference.
        next.Enter();
        try
        {
            Volatile.Write(ref _host, next);
            next.Follow(host);
        }
        finally
        {
            next.Exit();
        }
    }

    /// <summary>
    /// Many operations, one publish: nobody sees a part of them, and if <paramref name="changes"/> throws nothing has changed. Other
    /// writers wait; readers do not. Inside, use the <see cref="Batch"/>: writing to this file system there fails with EDEADLK.
    /// Handles opened through the batch close with it. Its clock goes on in steps of 4 ms, so that files made alike share their metadata.
    /// </summary>
    public void Update(Action<Batch> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        TreeHost host = EnterHost();
        try
        {
            host.BeginBatch(out TreeHost batch, out Action undo).ThrowIfError("/");
            bool succeeded = false;
            try
            {
                changes(new Batch(batch, _view.Layers));
                succeeded = true;
            }
            finally
            {
                host.EndBatch(batch, undo, succeeded);
            }
        }
        finally
        {
            host.Exit();
        }
    }

    /// <summary>
    /// Tells what changes at <paramref name="path"/> and below from now on. The path need not exist, goes by its text (links in it are not
    /// followed: see <see cref="PosixVerbs.RealPath"/>), compared as names are now, and stays when directories are renamed; a rename counts if either
    /// of its paths does, and what is removed or renamed above it counts too. O(feeds). Throws where a batch is under way in this thread.
    /// </summary>
    public ChangeFeed Watch(string path, WatchOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new WatchOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Capacity, 1, nameof(options));
        string full = FullPath(path).TrimEnd('/');
        var queue = new FeedQueue(new WatchScope(full.Length == 0 ? "/" : full, options.Recursive, Layers.Names), options.Capacity, options.Filter);
        TreeHost host = EnterHost();
        try
        {
            if (host.HasBatch) throw FsError.EDEADLK.ToException(path);
            return new ChangeFeed(host.Listeners ??= new Listeners(), queue);
        }
        finally
        {
            host.Exit();
        }
    }

    /// <summary>
    /// What changed since <see cref="Layers"/>, as a layer: over the same layers it gives the present state. O(changes x depth, and
    /// hard-linked names), and reading the contents that may differ. Empty when nothing changed.
    /// </summary>
    public Layer Diff(string name = "diff") => Snapshot().Diff(name);

    /// <summary>What changed since <see cref="Layers"/>, path by path. Cost as <see cref="Diff"/>.</summary>
    public IReadOnlyList<Change> GetChanges() => Snapshot().GetChanges();

    /// <summary>
    /// Makes the difference the new top of <see cref="Layers"/> and returns it: the state stays as it is, with handles and inode numbers,
    /// and the next difference starts from here. Where nothing changed no layer is added, and the one returned is empty.
    /// </summary>
    public Layer Commit(string name = "commit")
    {
        ArgumentNullException.ThrowIfNull(name);
        TreeHost host = EnterHost();
        try
        {
            if (host.HasBatch) throw FsError.EDEADLK.ToException("/");
            Layer diff = LayerDifference.Between(_view.Base, host.Tree, name);
            if (!diff.IsEmpty) Volatile.Write(ref _view, new View(_view.Layers.Push(diff), host.Tree));
            return diff;
        }
        finally
        {
            host.Exit();
        }
    }

    private TreeHost MakeHost()
    {
        object start = Volatile.Read(ref _host);
        if (start is TreeHost there) return there;
        var made = new TreeHost((Tree)start, _numbers, _clock, owner: this);
        return Interlocked.CompareExchange(ref _host, made, start) as TreeHost ?? made;
    }

    /// <summary>Who has something at a path, the winner first. See <see cref="Provenance"/>.</summary>
    public Provenance Which(string path) => Snapshot().Which(path);
}
