using System.Runtime.CompilerServices;
using UnionFs.Packs.Opening;
using UnionFs.Packs.Rules;

namespace UnionFs.Packs;

/// <summary>
/// A pack: a layer with a name, a place in the load order, and rules for how it joins the union. Immutable; `with` makes another, which shares what was
/// worked out for this one. Equal only to itself.
/// </summary>
public sealed record Pack
{
    private PackView? _view;

    /// <summary>A pack of this name that shows <paramref name="content"/>.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public Pack(string name, Layer content)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(content);
        Name = name;
        Content = content;
    }

    /// <summary>What orders, reports and errors call it.</summary>
    public string Name { get; init; }

    /// <summary>What is in it: a zip, a folder, anything that is a layer.</summary>
    public Layer Content { get; init; }

    /// <summary>The host path that <see cref="Content"/> was read from; null where it did not come from one.</summary>
    public string? Source { get; init; }

    /// <summary>Whether reading one file of it unpacks others too, as in 7z, rar and compressed tar archives.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Entries that are not in <see cref="Content"/> since they were refused; see <see cref="PackOptions.SkipRefused"/>.</summary>
    public IReadOnlyList<PackException> Refused { get; init; } = [];

    /// <summary>Packs of a higher priority load later and win; those of one priority load as they were added.</summary>
    public int Priority { get; init; }

    /// <summary>Packs that this one loads after, so that it wins over them; stronger than <see cref="Priority"/>. Names that are not in the set count nothing.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Packs that this one loads before, so that they win over it.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The directory of <see cref="Content"/> that is shown, such as `/data`; any spelling where the set ignores case. O(length of the path).</summary>
    public string Root { get; init; } = "/";

    /// <summary>The directory of the union that the pack is shown in. O(length of the path).</summary>
    public string Mount { get; init; } = "/";

    /// <summary>
    /// Globs of what is shown, from <see cref="Root"/> on: `**/*.png`; none is all. The pack's files are gone through once, on the first use of these very
    /// lists, and again only where <see cref="Content"/>, the lists or the comparison of names are others: O(files of the pack).
    /// </summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Globs of what is not shown; cost as for <see cref="Include"/>.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>
    /// Globs of what this pack hides of all below it, as paths of the union: `textures/old/**`. A directory before `/**` that has no wildcard
    /// is hidden as one, in O(length of the path), itself included. Any other pattern goes through the files of each lower pack once, and costs O(files
    /// it hides) whenever something below changes.
    /// </summary>
    public IReadOnlyList<string> Hides { get; init; } = [];

    /// <summary>
    /// Whether the pack only adds what no other has: it stands below all packs that are not so, whatever its place in the load order (so their
    /// <see cref="Hides"/> speak of it too). Among packs that only add, the one that loads first keeps its files. Costs nothing.
    /// </summary>
    public bool AddOnly { get; init; }

    /// <summary>
    /// The pack in <paramref name="path"/>: a folder, a zip (.zip, .pk3, .nupkg, .jar), a tar (also .gz, .zst), a 7z, a rar. Reads names, not contents.
    /// </summary>
    /// <exception cref="PackException">It cannot be read; the message names the pack, and the entry where it is one.</exception>
    public static Pack Open(string path, PackOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return PackReader.Open(path, options ?? PackOptions.Default);
    }

    /// <summary>
    /// The pack as the union gets it: <see cref="Root"/> of <see cref="Content"/> without what its globs leave out, at <see cref="Mount"/>, under the pack's name.
    /// </summary>
    /// <exception cref="PackException">It has no directory <see cref="Root"/>.</exception>
    /// <exception cref="ArgumentException">A path or a glob is not one.</exception>
    public Layer ToLayer(NameComparison names = NameComparison.Ordinal) => View(names).Layer;

    /// <summary>
    /// Reads all files of <see cref="Content"/>, on several threads, and returns those that cannot be read or are not what the archive promised, in order of their paths:
    /// opening reads names alone, so damage shows only here or when the file is read. O(bytes).
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    public IReadOnlyList<PackException> Verify(CancellationToken ct = default) => PackVerification.Run(this, ct);

    internal PackView View(NameComparison names)
    {
        PackView? known = Volatile.Read(ref _view);
        if (known is not null && known.IsOf(this, names)) return known;
        var view = new PackView(this, names);
        Volatile.Write(ref _view, view);
        return view;
    }

    /// <summary>Whether it is this very pack.</summary>
    public bool Equals(Pack? other) => ReferenceEquals(this, other);

    /// <summary>A hash of its identity.</summary>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
