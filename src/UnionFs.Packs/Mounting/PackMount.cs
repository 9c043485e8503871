using UnionFs.Packs.Mounting;
using UnionFs.Packs.Opening;

namespace UnionFs.Packs;

/// <summary>
/// A live union of packs with a writable top. Packs come, go and move while it is in use: files that are open go on reading what they opened, what was
/// written stays on top, and feeds of <see cref="UnionFileSystem.Watch"/> are told what became of each path. Thread-safe.
/// </summary>
public sealed partial class PackMount
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
            CheckLayers();
            LayerStack stack = next.ToStack();
            if (!ReferenceEquals(stack, Files.Layers)) Files.Restack(stack);
            Volatile.Write(ref _packs, next);
        }
    }

    /// <summary>
    /// Reads a pack's folder again and puts the new version in the place of the old one; a feed is told what differs. Snapshots and open files keep the
    /// old tree; the bytes of a file that was changed on the host are gone, and reading the old version of it fails. O(entries of the folder); nothing happens where
    /// nothing differs.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such pack, or it did not come from a folder.</exception>
    /// <exception cref="PackException">The folder cannot be read, or changes meanwhile; the old version stays.</exception>
    public void Refresh(string name)
    {
        Pack pack = Packs[name];
        if (pack.Source is not { } source || File.Exists(source)) throw new ArgumentException($"The pack '{name}' does not come from a folder.", nameof(name));
        Layer later = PackReader.ReadFolder(source, name);
        Update(packs =>
        {
            if (!packs.TryGet(name, out Pack? now) || now.Source != source) return packs;
            Layer next = FolderVersion.Of(now.Content, later);
            return ReferenceEquals(next, now.Content) ? packs : packs.Replace(name, now with { Content = next });
        });
    }

    /// <summary>
    /// Refreshes packs that came from folders whenever those change and then stay quiet for <paramref name="quiet"/>; 200 ms if null. Those that are in
    /// <see cref="Packs"/> now. What cannot be read is told to <paramref name="onError"/>, on a thread of the pool.
    /// </summary>
    /// <exception cref="IOException">The system has no more watches to give.</exception>
    public FolderWatch WatchFolders(TimeSpan? quiet = null, Action<PackException>? onError = null) => new(this, quiet ?? TimeSpan.FromMilliseconds(200), onError);
}
