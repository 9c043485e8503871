namespace UnionFs.Archives;

/// <summary>
/// A tar archive read as a layer: plain, compressed with gzip or zstd, and with or without the marks of an OCI image's layer. Opening it
/// reads its headers, and unpacks it where it is compressed (<see cref="TarBlob"/>); contents are ranges of the unpacked archive, read
/// when they are asked for.
/// </summary>
/// <remarks>
/// <para>Layers of an image may be opened in parallel. What a few of them mean depends on the layers below (<see cref="NeedsBelow"/>):
/// a hard link to a file there, an opaque mark without an entry for its directory, a mark in a directory that may not be there. So the layer
/// itself is made by <see cref="ToLayer"/>, one after the other, which costs nothing where nothing depends.</para>
/// <para><b>Names.</b> Bytes are kept (<see cref="NameEncoding"/>). `/` in front, `.` and doubled slashes are dropped; `..` is refused, or
/// clamped on request. Symbolic links of the same archive are followed inside it. Directories without an entry are implied.</para>
/// <para><b>Marks.</b> They hide what is below, wherever in the archive they are, and nothing of their own layer. A whiteout and a directory of
/// one name are an opaque directory. Names that start with `.wh..wh.` are aufs's own and left out.</para>
/// <para><b>Metadata.</b> Numeric owners, mode, time to the nanosecond, extended attributes. All names of a hard-linked file have the
/// attributes of the last. A 0:0 character device is a device.</para>
/// </remarks>
public sealed class TarLayer
{
    private readonly TarIndex _index;
    private readonly TarTree _tree;
    private Layer? _layer;

    private TarLayer(TarBlob blob, TarIndex index, TarTree tree, List<TarWarning> warnings)
    {
        Blob = blob;
        _index = index;
        _tree = tree;
        Warnings = warnings.AsReadOnly();
        NeedsBelow = tree.PendingLinks.Count > 0 || DependsOnBelow(tree.Root);
    }

    /// <summary>What the layer and the archive are called.</summary>
    public string Name => _index.Name;

    /// <summary>The archive: its bytes, and their digests if they were asked for.</summary>
    public TarBlob Blob { get; }

    /// <summary>Its entries as they are.</summary>
    public TarIndex Index => _index;

    /// <summary>What was read otherwise than a reader of the archive may expect, in the archive's order.</summary>
    public IReadOnlyList<TarWarning> Warnings { get; }

    /// <summary>Whether the layer depends on what lies below it.</summary>
    public bool NeedsBelow { get; }

    /// <summary>Hard links to files that the archive does not have: a path, and the path of a file that a layer below has to have.</summary>
    public IEnumerable<(string Path, string Target)> PendingLinks =>
        _tree.PendingLinks.Select(static link => (link.Path, string.Join('/', link.Inode.Below!)));

    /// <summary>Opens a file of the host; the layer is called by its file name.</summary>
    /// <exception cref="TarException">The archive is refused; the message names the entry.</exception>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory, or a file that may not be read.</exception>
    public static TarLayer Open(string file, TarLayerOptions? options = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= TarLayerOptions.Default;
        return Open(TarBlob.Open(file, options.Blob, cancellationToken), Path.GetFileName(file), options, progress);
    }

    /// <summary>Opens an archive that is itself content: in memory, a blob of a store, an entry of another archive.</summary>
    /// <exception cref="TarException">The archive is refused; the message names the entry.</exception>
    public static TarLayer Open(Content archive, string name, TarLayerOptions? options = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= TarLayerOptions.Default;
        return Open(TarBlob.Open(archive, name, options.Blob, cancellationToken), name, options, progress);
    }

    /// <summary>Reads an archive that is unpacked already.</summary>
    /// <param name="blob">The archive.</param>
    /// <param name="name">What the layer and the archive are called in reports and errors.</param>
    /// <param name="options">How entries become a layer; <see cref="TarLayerOptions.Default"/> if null.</param>
    /// <param name="progress">Told how many entries have been read.</param>
    /// <exception cref="TarException">The archive is refused; the message names the entry.</exception>
    public static TarLayer Open(TarBlob blob, string name, TarLayerOptions? options = null, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(blob);
        options ??= TarLayerOptions.Default;
        TarHeaders headers = blob.Headers ?? TarHeaders.Read(blob.Content, name, options.Blob.Limits, progress);
        if (blob.Headers is not null) progress?.Report(headers.Index.Entries.Count);
        List<TarWarning> warnings = [.. headers.Warnings];
        var tree = new TarTree(name, options, warnings);
        foreach (TarEntry entry in headers.Index.Entries) tree.Add(entry);
        tree.Finish();
        if (headers.IsFollowed) warnings.Add(new TarWarning(null, headers.Index.End, "something follows the end of the archive, and was ignored"));
        return new TarLayer(blob, headers.Index, tree, warnings);
    }

    /// <summary>The layer. Made once, unless it depends on what is below.</summary>
    /// <param name="below">
    /// The layers that it is to lie on. Where null is given and the layer depends on them, marks are taken as if they had something to mark.
    /// </param>
    /// <exception cref="TarException">A hard link is to what neither the archive nor a layer below has; the message names it.</exception>
    public Layer ToLayer(LayerStack? below = null)
    {
        if (Volatile.Read(ref _layer) is { } made) return made;
        Layer layer = new TarLayerWriter(_index, _tree, below).Write();
        if (!NeedsBelow) Volatile.Write(ref _layer, layer);
        return layer;
    }

    private static bool DependsOnBelow(TarSlot root)
    {
        var open = new Stack<TarSlot>([root]);
        while (open.TryPop(out TarSlot? slot))
        {
            if (slot.Stated is null && slot.Opaque && !slot.Whiteout) return true;
            foreach (TarSlot child in slot.Children!.Values)
            {
                if (!child.IsDirectory) continue;
                if (child.Stated is null && !child.Whiteout && !child.HasContent) return true;
                open.Push(child);
            }
        }
        return false;
    }
}
