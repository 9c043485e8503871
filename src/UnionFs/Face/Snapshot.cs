using UnionFs.Diffing;
using UnionFs.Mounting;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs;

/// <summary>
/// One state of a file system, for ever: readable as a file system (changes fail with EROFS), and stackable as a layer.
/// </summary>
public sealed class Snapshot : FileSystem
{
    private TreeHost? _host;

    internal Snapshot(View view, Tree tree, InodeNumbers numbers)
    {
        Numbers = numbers;
        View = view;
        Frozen = tree.WithoutNameless();
    }

    /// <summary>All layers merged, as a read-only file system. O(1).</summary>
    public Snapshot(LayerStack layers) : this(new Tree((layers ?? throw new ArgumentNullException(nameof(layers))).MergedRoot), layers) { }

    private Snapshot(Tree tree, LayerStack layers) : this(new View(layers, tree), tree, new InodeNumbers(layers.Fingerprint)) { }

    /// <summary>The lower layers at that time.</summary>
    public override LayerStack Layers => View.Layers;

    /// <summary>True.</summary>
    public override bool IsReadOnly => true;

    /// <summary>Where forks get their numbers from.</summary>
    internal InodeNumbers Numbers { get; }

    internal View View { get; }

    internal Tree Frozen { get; }

    internal override Tree Tree => Frozen;

    internal override TreeHost Host => Volatile.Read(ref _host) ?? MakeHost();

    /// <summary>What had changed since <see cref="Layers"/>, as a layer. See <see cref="UnionFileSystem.Diff"/>.</summary>
    public Layer Diff(string name = "diff")
    {
        ArgumentNullException.ThrowIfNull(name);
        return LayerDifference.Between(View.Base, Frozen, name);
    }

    /// <summary>What had changed since <see cref="Layers"/>, path by path.</summary>
    public IReadOnlyList<Change> GetChanges() => ChangeList.Between(View.Base, Frozen);

    /// <summary>What leads from <paramref name="before"/> to this state, as a layer to put over <paramref name="before"/>.</summary>
    public Layer DiffFrom(Snapshot before, string name = "diff")
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(name);
        return LayerDifference.Between(before.Frozen, Frozen, name);
    }

    /// <summary>What leads from <paramref name="before"/> to this state, path by path.</summary>
    public IReadOnlyList<Change> GetChangesFrom(Snapshot before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return ChangeList.Between(before.Frozen, Frozen);
    }

    /// <summary>
    /// How this state differs from one that it did not come from, such as two images of one base: what is at a path is compared with what is at the
    /// same path there. Nothing counts as renamed, and a directory at the same path is the same one, whichever layer made it.
    /// </summary>
    public IReadOnlyList<Change> GetChangesByPath(Snapshot before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return ChangeList.Between(before.Frozen, Frozen, byPath: true);
    }

    /// <summary>
    /// The whole state as one layer, without whiteouts: it merges with what it is stacked on. O(1) where nothing is hard-linked,
    /// else O(hard-linked names).
    /// </summary>
    public Layer ToLayer(string name = "snapshot")
    {
        ArgumentNullException.ThrowIfNull(name);
        return LayerDifference.FromTree(Frozen, name, Fingerprints.Add(View.Layers.Fingerprint, (ulong)Frozen.Root.Ino));
    }

    /// <summary>A live file system that starts from this state, over the same layers. O(1).</summary>
    public UnionFileSystem Fork(TimeProvider? clock = null) => UnionFileSystem.From(this, clock ?? TimeProvider.System);

    /// <summary>Who had something at a path, the winner first. See <see cref="Provenance"/>.</summary>
    public Provenance Which(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Provenance.Find(this, path);
    }

    private TreeHost MakeHost()
    {
        var host = new TreeHost(Frozen, Numbers, TimeProvider.System, owner: this, isReadOnly: true);
        return Interlocked.CompareExchange(ref _host, host, null) ?? host;
    }
}
