using UnionFs.Layers;
using UnionFs.Nodes;
using UnionFs.Paths;

namespace UnionFs;

/// <summary>
/// An immutable tree of nodes with whiteouts and opaque directories: what a stack is made of, and what a difference is written as.
/// Equal for ever; safe to share between threads, stacks and file systems, and to use any number of times in one stack.
/// </summary>
public sealed partial class Layer
{
    /// <summary>The root under each comparison but the ordinal one, as far as somebody asked.</summary>
    private RefoldedDirectory?[]? _folded;

    internal Layer(string name, DirectoryNode root, ulong fingerprint)
    {
        Name = name;
        Root = root;
        Fingerprint = fingerprint;
    }

    /// <summary>A layer with nothing in it.</summary>
    public static Layer Empty { get; } = new LayerBuilder("empty").Build();

    /// <summary>What the layer is called in reports; need not be unique.</summary>
    public string Name { get; }

    /// <summary>Whether merging this layer over anything changes nothing.</summary>
    public bool IsEmpty => Root.Implied && Root.Entries.Count == 0 && !Root.Opaque;

    internal DirectoryNode Root { get; }

    /// <summary>The root as a stack of this comparison sees it: the same object for all stacks, so that what is below it is, too.</summary>
    internal DirectoryNode RootFor(NameComparison names)
    {
        if (names == NameComparison.Ordinal) return Root;
        RefoldedDirectory?[] all = Volatile.Read(ref _folded) ?? Interlocked.CompareExchange(ref _folded, new RefoldedDirectory?[(int)NameComparison.IgnoreCaseAndForm], null) ?? _folded;
        ref RefoldedDirectory? place = ref all[(int)names - 1];
        if (Volatile.Read(ref place) is { } known) return known;
        var folded = RefoldedDirectory.Of(Root, names);
        return Interlocked.CompareExchange(ref place, folded, null) ?? folded;
    }

    /// <summary>A number that follows from what was put in (names, kinds, sizes, times), not from contents: seeds inode numbers.</summary>
    internal ulong Fingerprint { get; }

    /// <summary>The same layer under another name. O(1).</summary>
    public Layer WithName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new Layer(name, Root, Fingerprint) { _folded = Volatile.Read(ref _folded) };
    }

    /// <summary>
    /// This layer's tree at <paramref name="path"/> instead of at the root, with inode numbers of its own there. The directories
    /// above are implied: where lower layers have them, theirs stay as they are. O(length of the path).
    /// </summary>
    /// <exception cref="ArgumentException">The path is not a normalised path of valid names.</exception>
    public Layer MountedAt(string path)
    {
        string[] names = LayerPath.Split(path);
        if (names.Length == 0) return this;
        ulong salt = Fingerprint;
        foreach (string name in names) salt = Fingerprints.Add(salt, name);
        var mount = new RenumberedDirectory.Mount((long)salt);
        DirectoryNode node = (DirectoryNode)mount.Renumber(Root);
        for (int i = names.Length - 1; i >= 0; i--)
            node = new PlainDirectory(mount.Number(-1 - i), Metadata.DefaultDirectory, EntryMap.Empty.Set(names[i], node), implied: true);
        return new Layer(Name, node, salt);
    }

    /// <summary>
    /// What this layer has in the directory at <paramref name="path"/>, as a layer of its own with that directory for a root. Nodes and inode numbers are
    /// shared. Where <paramref name="names"/> ignores case any spelling leads there, and directories that are alike are united. O(length of the path).
    /// </summary>
    /// <exception cref="ArgumentException">The path is not a normalised path of valid names.</exception>
    /// <exception cref="DirectoryNotFoundException">The layer has no directory there.</exception>
    public Layer Subtree(string path, NameComparison names = NameComparison.Ordinal)
    {
        string[] parts = LayerPath.Split(path);
        if (parts.Length == 0) return this;
        DirectoryNode directory = RootFor(names);
        ulong salt = Fingerprint;
        foreach (string name in parts)
        {
            directory = directory.Entries.Find(name) as DirectoryNode ?? throw FsError.ENOTDIR.ToException(path);
            salt = Fingerprints.Add(salt, name);
        }
        return new Layer(Name, names == NameComparison.Ordinal ? directory : RefoldedDirectory.Of(directory, NameComparison.Ordinal), salt);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
