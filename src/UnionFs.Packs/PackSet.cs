using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using UnionFs.Archives;
using UnionFs.Packs.Names;
using UnionFs.Packs.Ordering;

namespace UnionFs.Packs;

/// <summary>
/// Named packs and their load order, an immutable value: every edit makes another set and leaves this one, so the state before is
/// never lost. An edit costs O(packs), never O(files).
/// </summary>
public sealed class PackSet
{
    private readonly ImmutableArray<Entry> _entries;
    private readonly Pack[] _order;
    private readonly LayerStack? _near;
    private LayerStack? _stack;
    private Snapshot? _own;
    private Snapshot? _anyCase;

    private PackSet(ImmutableArray<Entry> entries, NameComparison names, LayerStack? near)
    {
        _entries = entries;
        Names = names;
        _near = near;
        _order = Ordering.LoadOrder.Of(entries.Where(entry => entry.IsEnabled).Select(entry => entry.Pack));
    }

    /// <summary>No packs.</summary>
    public static PackSet Empty { get; } = new([], NameComparison.Ordinal, null);

    /// <summary>Which names are the same when packs merge.</summary>
    public NameComparison Names { get; }

    /// <summary>How many packs there are, disabled ones included.</summary>
    public int Count => _entries.Length;

    /// <summary>All packs as they were added, disabled ones included.</summary>
    public IEnumerable<Pack> Packs => _entries.Select(entry => entry.Pack);

    /// <summary>The enabled packs in the order they load: each wins over those before it.</summary>
    public IReadOnlyList<Pack> LoadOrder => _order.AsReadOnly();

    /// <summary>The pack of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Pack this[string name] => _entries[IndexOf(name)].Pack;

    /// <summary>Finds a pack by its name.</summary>
    public bool TryGet(string name, [MaybeNullWhen(false)] out Pack pack)
    {
        pack = Packs.FirstOrDefault(each => each.Name == name);
        return pack is not null;
    }

    /// <summary>Whether the pack takes part.</summary>
    /// <exception cref="ArgumentException">There is no such pack.</exception>
    public bool IsEnabled(string name) => _entries[IndexOf(name)].IsEnabled;

    /// <summary>Opens packs, on several threads, each called by its file name, and adds them: the first loads first.</summary>
    /// <exception cref="PackException">One cannot be read: the first of these.</exception>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    public static PackSet Open(IEnumerable<string> paths, PackOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        (Pack[] packs, PackException[] failed) = OpenAll(paths, options);
        if (failed.Length > 0) ExceptionDispatchInfo.Throw(failed[0]);
        return Empty.AddRange(packs);
    }

    /// <summary>As <see cref="Open(IEnumerable{string}, PackOptions?)"/>, without those that cannot be read: they are in <paramref name="failed"/>, no part of them in the set.</summary>
    public static PackSet Open(IEnumerable<string> paths, out IReadOnlyList<PackException> failed, PackOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        (Pack[] packs, PackException[] errors) = OpenAll(paths, options);
        failed = errors;
        return Empty.AddRange(packs);
    }

    /// <summary>With one pack more.</summary>
    /// <exception cref="ArgumentException">Its name is taken.</exception>
    /// <exception cref="PackCycleException">It makes a cycle.</exception>
    public PackSet Add(Pack pack, bool enabled = true)
    {
        ArgumentNullException.ThrowIfNull(pack);
        CheckFree(pack.Name);
        return With(_entries.Add(new Entry(pack, enabled)));
    }

    /// <summary>With more packs, ordered once.</summary>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    /// <exception cref="PackCycleException">They make a cycle.</exception>
    public PackSet AddRange(IEnumerable<Pack> packs)
    {
        ArgumentNullException.ThrowIfNull(packs);
        ImmutableArray<Entry> all = [.. _entries, .. packs.Select(pack => new Entry(pack, true))];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Entry entry in all)
            if (!names.Add(entry.Pack.Name)) throw Taken(entry.Pack.Name);
        return With(all);
    }

    /// <summary>Without a pack.</summary>
    /// <exception cref="ArgumentException">There is no such pack.</exception>
    public PackSet Remove(string name) => With(_entries.RemoveAt(IndexOf(name)));

    /// <summary>With another pack in the place of one, enabled or not as that was.</summary>
    /// <exception cref="ArgumentException">There is no such pack, or the new one's name is taken.</exception>
    /// <exception cref="PackCycleException">It makes a cycle.</exception>
    public PackSet Replace(string name, Pack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        int index = IndexOf(name);
        if (pack.Name != name) CheckFree(pack.Name);
        return With(_entries.SetItem(index, _entries[index] with { Pack = pack }));
    }

    /// <summary>With a pack changed: `set.Change("sky", pack => pack with { Priority = 9 })`.</summary>
    /// <exception cref="ArgumentException">There is no such pack, or its new name is taken.</exception>
    /// <exception cref="PackCycleException">It makes a cycle.</exception>
    public PackSet Change(string name, Func<Pack, Pack> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Replace(name, change(this[name]));
    }

    /// <summary>With a pack taking part. Enabling what was disabled gives the view from before, without reading anything again.</summary>
    /// <exception cref="ArgumentException">There is no such pack.</exception>
    /// <exception cref="PackCycleException">It makes a cycle.</exception>
    public PackSet Enable(string name) => SetEnabled(name, true);

    /// <summary>With a pack not taking part.</summary>
    /// <exception cref="ArgumentException">There is no such pack.</exception>
    public PackSet Disable(string name) => SetEnabled(name, false);

    /// <summary>With a pack moved to another place in <see cref="Packs"/>: what decides among packs of one priority.</summary>
    /// <exception cref="ArgumentException">There is no such pack.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public PackSet Move(string name, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int from = IndexOf(name);
        return With(_entries.RemoveAt(from).Insert(index, _entries[from]));
    }

    /// <summary>The same packs under another comparison of names: packs written on Windows want <see cref="NameComparison.IgnoreCase"/>, those from macOS <see cref="NameComparison.IgnoreForm"/>.</summary>
    public PackSet WithNames(NameComparison names)
    {
        if (!Enum.IsDefined(names)) throw new ArgumentOutOfRangeException(nameof(names), names, "No such comparison of names.");
        return names == Names ? this : new PackSet(_entries, names, null);
    }

    /// <summary>
    /// The enabled packs as a stack, the last of <see cref="LoadOrder"/> on top; a pack's layer is called by its name, and so is that of what it hides.
    /// O(packs), and what their rules cost the first time; asked again, the same stack.
    /// </summary>
    /// <exception cref="PackException">A pack has no directory <see cref="Pack.Root"/>.</exception>
    public LayerStack ToStack()
    {
        if (Volatile.Read(ref _stack) is { } known) return known;
        LayerStack made = PackStack.Of(_order, Names, _near);
        return Interlocked.CompareExchange(ref _stack, made, null) ?? made;
    }

    /// <summary>
    /// What a reference leads to, from the root of the union, with `/` or `\`: the file of this very spelling if there is one, else one that differs in
    /// case alone, whatever <see cref="Names"/> says; null where there is none. O(length of the path) and O(packs) to find out who provides it; the first time O(packs) more.
    /// </summary>
    public PackReference? Resolve(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (ReferencePath.Of(reference) is not { } path) return null;
        Snapshot own = Volatile.Read(ref _own) ?? (_own = new Snapshot(ToStack()));
        if (Found(own, path) is { } found) return found;
        if ((Names & NameComparison.IgnoreCase) != 0) return null;
        Snapshot anyCase = Volatile.Read(ref _anyCase) ?? (_anyCase = new Snapshot(ToStack().WithNames(Names | NameComparison.IgnoreCase)));
        return Found(anyCase, path);
    }

    private static PackReference? Found(Snapshot view, string path)
    {
        if (view.Posix.LStat(path, out _) != FsError.None) return null;
        Provenance found = view.Which(path);
        return new PackReference(found.Path, found.Winner!.Layer!.Name, found.Path == path);
    }

    /// <summary>The packs that can be read, and why the others cannot, both in order.</summary>
    private static (Pack[] Packs, PackException[] Failed) OpenAll(IEnumerable<string> paths, PackOptions? options)
    {
        options ??= PackOptions.Default;
        if (options.Cache is null) options = options with { Cache = new InflatedCache(PackOptions.DefaultCacheBytes) };
        string[] all = [.. paths];
        foreach (string path in all) ArgumentException.ThrowIfNullOrEmpty(path, nameof(paths));
        var packs = new Pack?[all.Length];
        var failed = new PackException?[all.Length];
        Parallel.For(0, all.Length, i =>
        {
            try
            {
                packs[i] = Pack.Open(all[i], options);
            }
            catch (PackException error)
            {
                failed[i] = error;
            }
        });
        return ([.. packs.OfType<Pack>()], [.. failed.OfType<PackException>()]);
    }

    private PackSet SetEnabled(string name, bool enabled)
    {
        int index = IndexOf(name);
        return _entries[index].IsEnabled == enabled ? this : With(_entries.SetItem(index, _entries[index] with { IsEnabled = enabled }));
    }

    /// <summary>The next set may begin like this one's stack; a set that was never stacked hands on what it came from.</summary>
    private PackSet With(ImmutableArray<Entry> entries) => new(entries, Names, Volatile.Read(ref _stack) ?? _near);

    private int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (int i = 0; i < _entries.Length; i++)
            if (_entries[i].Pack.Name == name) return i;
        throw new ArgumentException($"There is no pack '{name}'.", nameof(name));
    }

    private void CheckFree(string name)
    {
        if (TryGet(name, out _)) throw Taken(name);
    }

    private static ArgumentException Taken(string name) => new($"Two packs are called '{name}'.");

    private readonly record struct Entry(Pack Pack, bool IsEnabled);
}
