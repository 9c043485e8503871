namespace UnionFs.Packs;

/// <summary>
/// A live union of packs with a writable top. Packs come, go and move while it is in use: files that are open go on reading what they opened, what was
/// written stays on top, and feeds of <see cref="UnionFileSystem.Watch"/> are told what became of each path. Thread-safe.
/// </summary>
public sealed class PackMount
{
    private readonly Lock _gate = new();
    private PackSet _packs;

    /// <summary>A union of the enabled packs. O(packs), and what their rules cost.</summary>
    /// <exception cref="PackException">A pack has no directory <see cref="Pack.Root"/>.</exception>
    public PackMount(PackSet packs, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(packs);
        _packs = packs;
        Files = new UnionFileSystem(packs.ToStack(), clock);
    }

    /// <summary>The union. What is written stays above all packs; its <see cref="UnionFileSystem.Layers"/> are the packs'.</summary>
    public UnionFileSystem Files { get; }

    /// <summary>The packs below it now.</summary>
    public PackSet Packs => Volatile.Read(ref _packs);

    /// <summary>
    /// Puts other packs below: `mount.Update(packs => packs.Disable("sky"))`. O(packs), and the changes on top, never O(files of the packs) but for what
    /// new rules cost. Where it throws nothing has changed. Updates are made one by one; <paramref name="change"/> sees the packs of the one before.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody else put other layers below, as <see cref="UnionFileSystem.Commit"/> does.</exception>
    public void Update(Func<PackSet, PackSet> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            PackSet next = change(_packs) ?? throw new ArgumentException("There is no set of packs.", nameof(change));
            if (!ReferenceEquals(Files.Layers, _packs.ToStack())) throw new InvalidOperationException("The layers are no longer those of the packs.");
            LayerStack stack = next.ToStack();
            if (!ReferenceEquals(stack, Files.Layers)) Files.Restack(stack);
            Volatile.Write(ref _packs, next);
        }
    }
}
