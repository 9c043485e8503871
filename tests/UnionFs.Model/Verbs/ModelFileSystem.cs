namespace UnionFs.Model;

/// <summary>A live file system of the model. Snapshots and forks are deep copies.</summary>
public sealed class ModelFileSystem(IReadOnlyList<ModelLayer> layers, ModelInode root, ModelInode origin, ModelContext context)
{
    public ModelFileSystem(IReadOnlyList<ModelLayer> layers, ModelContext context)
        : this(layers, ModelMerge.Merge(layers, context), context) { }

    private ModelFileSystem(IReadOnlyList<ModelLayer> layers, ModelInode root, ModelContext context)
        : this(layers, root, ModelCopier.CopyOf(root), context) { }

    /// <summary>The layers below, bottom first.</summary>
    public IReadOnlyList<ModelLayer> Layers { get; private set; } = layers;

    /// <summary>What differences are taken from.</summary>
    public ModelInode Origin { get; private set; } = origin;

    public ModelMount Mount { get; private set; } = new(root, context);

    public ModelSnapshot Snapshot() => new(Layers, Origin, new ModelMount(ModelCopier.CopyOf(Mount.Root), context, isReadOnly: true));

    public ModelFileSystem Fork() => Snapshot().Fork(context);

    /// <summary>Another tree; handles keep the old one.</summary>
    public void Restore(ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (Mount.Handles.Count > 0) context.Coverage.Hit("restore: with open handles");
        (Layers, Origin) = (snapshot.Layers, snapshot.Origin);
        Mount = new ModelMount(ModelCopier.CopyOf(snapshot.Mount.Root), context);
    }

    /// <summary>The difference, as the engine wrote it down, is one more layer, and the next one starts here.</summary>
    public void Commit(ModelLayer diff, bool isEmpty)
    {
        if (isEmpty) return;
        Layers = [.. Layers, diff];
        Origin = ModelCopier.CopyOf(Mount.Root);
    }

    /// <summary>All of the changes or none: they are made on a copy, which takes the tree's place only if nothing throws.</summary>
    public void Update(Action<ModelMount> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ModelMount outer = Mount;
        var copier = new ModelCopier();
        var batch = new ModelMount(copier.Copy(outer.Root), context);
        ModelHandle[] open = [.. outer.Handles];
        ModelInode[] copies = [.. open.Select(handle => copier.Copy(handle.Inode))];
        outer.HasBatch = true;
        try
        {
            changes(batch);
            outer.Root = batch.Root;
            for (int i = 0; i < open.Length; i++) open[i].Inode = copies[i];
        }
        finally
        {
            outer.HasBatch = false;
            batch.IsEnded = true;
        }
    }
}

/// <summary>A state of the model for ever.</summary>
public sealed record ModelSnapshot(IReadOnlyList<ModelLayer> Layers, ModelInode Origin, ModelMount Mount)
{
    public ModelFileSystem Fork(ModelContext context) => new(Layers, ModelCopier.CopyOf(Mount.Root), Origin, context);
}
