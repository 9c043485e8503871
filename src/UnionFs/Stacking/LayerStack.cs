using System.Collections;
using UnionFs.Layers;
using UnionFs.Merging;
using UnionFs.Nodes;
using UnionFs.Paths;

namespace UnionFs;

/// <summary>
/// Layers, top first: an immutable list. Pushing and popping are O(1) in time and memory, whatever the number of files and layers;
/// the other edits cost O(layers above the place), never O(files). Nothing is merged until somebody looks.
/// </summary>
public sealed partial class LayerStack : IReadOnlyList<Layer>
{
    private readonly Layer? _top;
    private readonly LayerStack? _below;

    private LayerStack(Layer? top, LayerStack? below, NameComparison names)
    {
        Names = names;
        _top = top;
        _below = below;
        Count = below is null ? 0 : below.Count + 1;
        Fingerprint = below is null ? 0 : Fingerprints.Add(below.Fingerprint, top!.Fingerprint);
        MergedRoot = below is null ? new PlainDirectory(new InodeNumbers(0).Root, Metadata.DefaultDirectory, EntryMap.EmptyOf(names))
            : below.Count == 0 ? MergeRule.Clean(top!.RootFor(names))
            : (DirectoryNode)MergeRule.Merge(top!.RootFor(names), below.MergedRoot, grounded: true)!;
    }

    /// <summary>No layers: an empty root directory.</summary>
    public static LayerStack Empty { get; } = new(null, null, NameComparison.Ordinal);

    /// <summary>The empty stack of each comparison that ignores something.</summary>
    private static readonly LayerStack[] EmptyFolding = [.. Enum.GetValues<NameComparison>().Where(static names => names != NameComparison.Ordinal).Order().Select(static names => new LayerStack(null, null, names))];

    /// <summary>How many layers there are. No limit is set.</summary>
    public int Count { get; }

    /// <summary>Which names are the same when layers merge, and in the file systems over this stack. Layers themselves are ordinal.</summary>
    public NameComparison Names { get; }

    /// <summary>The layer on top.</summary>
    /// <exception cref="InvalidOperationException">The stack is empty.</exception>
    public Layer Top => _top ?? throw new InvalidOperationException("The stack is empty.");

    /// <summary>The layer at <paramref name="index"/>, counted from the top. O(index).</summary>
    public Layer this[int index] => At(index)._top!;

    /// <summary>All layers as one tree; lazily merged, shared by everybody who uses this stack.</summary>
    internal DirectoryNode MergedRoot { get; }

    internal ulong Fingerprint { get; }

    /// <summary>A stack of layers given from the bottom up.</summary>
    public static LayerStack FromBottom(params IEnumerable<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        LayerStack stack = Empty;
        foreach (Layer layer in layers) stack = stack.Push(layer);
        return stack;
    }

    /// <summary>This stack with one more layer on top. O(1); visits no node.</summary>
    public LayerStack Push(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new LayerStack(layer, this, Names);
    }

    /// <summary>This stack without its top layer. O(1): the stack as it was before the push.</summary>
    /// <exception cref="InvalidOperationException">The stack is empty.</exception>
    public LayerStack Pop() => _below ?? throw new InvalidOperationException("The stack is empty.");

    /// <summary>This stack with <paramref name="layer"/> so that it gets <paramref name="index"/>, counted from the top.</summary>
    public LayerStack Insert(int index, Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Count);
        return Rebuilt(index, index, layer);
    }

    /// <summary>This stack without the layer at <paramref name="index"/>.</summary>
    public LayerStack RemoveAt(int index)
    {
        CheckIndex(index);
        return Rebuilt(index, index + 1, null);
    }

    /// <summary>This stack with <paramref name="layer"/> in the place of the one at <paramref name="index"/>.</summary>
    public LayerStack Replace(int index, Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        CheckIndex(index);
        return Rebuilt(index, index + 1, layer);
    }

    /// <summary>This stack with the layer at <paramref name="from"/> moved so that it gets the index <paramref name="to"/>.</summary>
    public LayerStack Move(int from, int to)
    {
        CheckIndex(from);
        CheckIndex(to);
        return from == to ? this : RemoveAt(from).Insert(to, this[from]);
    }

    /// <summary>
    /// The same layers under another comparison of names. Where case or form is ignored, a name hides or merges with all that are like it in lower
    /// layers, and a directory is spelled as the topmost layer that states it does. What collides within one layer stays: directories are
    /// united, files are each found by their own spelling; see <see cref="FindCollisions"/>. O(layers); visits no node.
    /// </summary>
    public LayerStack WithNames(NameComparison names)
    {
        if (!Enum.IsDefined(names)) throw new ArgumentOutOfRangeException(nameof(names), names, "No such comparison of names.");
        if (names == Names) return this;
        LayerStack stack = names == NameComparison.Ordinal ? Empty : EmptyFolding[(int)names - 1];
        foreach (Layer layer in this.Reverse()) stack = stack.Push(layer);
        return stack;
    }

    /// <summary>
    /// The whole stack as one layer, whiteouts and opaque directories kept: over any further layers it means the same as the
    /// stack, under the same comparison of names. Lazy: O(layers) now, the merging happens where somebody looks.
    /// </summary>
    public Layer Squash(string name = "squashed")
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Count == 0) return Layer.Empty.WithName(name);
        DirectoryNode? root = null;
        foreach (Layer layer in this.Reverse()) root = (DirectoryNode?)MergeRule.Merge(layer.RootFor(Names), root, grounded: false);
        return new Layer(name, Names == NameComparison.Ordinal ? root! : RefoldedDirectory.Of(root!, NameComparison.Ordinal), Fingerprint);
    }

    /// <summary>
    /// What all layers together show at a path of plain names (links are not followed), or null. Merges the directories on the way
    /// and no others.
    /// </summary>
    /// <exception cref="ArgumentException">The path is not normalised, or has a name that cannot be.</exception>
    public LayerEntry? Find(string path) => FindNode(path) is { } node ? new LayerEntry(path, node, null) : null;

    /// <summary>
    /// What all layers together show in the directory at a path of plain names, in ordinal order of names: nothing where there is no
    /// directory. Merges that directory and those on the way.
    /// </summary>
    /// <exception cref="ArgumentException">The path is not normalised, or has a name that cannot be.</exception>
    public IEnumerable<LayerEntry> List(string path)
    {
        if (FindNode(path) is not DirectoryNode directory) return [];
        string prefix = path.EndsWith('/') ? path : path + "/";
        return directory.Entries.Ordered.Select(entry => new LayerEntry(prefix + entry.Name, entry.Node, null));
    }

    private Node? FindNode(string path)
    {
        Node? node = MergedRoot;
        foreach (string name in LayerPath.Split(path)) node = (node as DirectoryNode)?.Entries.Find(name);
        return node;
    }

    /// <summary>The layers, top first.</summary>
    public IEnumerator<Layer> GetEnumerator()
    {
        for (LayerStack stack = this; stack._below is not null; stack = stack._below) yield return stack._top!;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private LayerStack Rebuilt(int keepAbove, int continueAt, Layer? between)
    {
        var above = new Stack<Layer>(this.Take(keepAbove));
        LayerStack stack = this;
        for (int i = 0; i < continueAt; i++) stack = stack._below!;
        if (between is not null) stack = stack.Push(between);
        while (above.TryPop(out Layer? layer)) stack = stack.Push(layer);
        return stack;
    }

    private LayerStack At(int index)
    {
        CheckIndex(index);
        LayerStack stack = this;
        for (; index > 0; index--) stack = stack._below!;
        return stack;
    }

    private void CheckIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }
}
