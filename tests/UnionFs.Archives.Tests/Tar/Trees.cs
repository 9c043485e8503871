namespace UnionFs.Archives.Tests.Tar;

/// <summary>Trees to compare: what a stack shows, all that tar carries of it.</summary>
internal static class Trees
{
    /// <summary>A line an entry, the root first; then the groups of names that are one file.</summary>
    public static string[] Describe(this LayerStack stack)
    {
        LayerEntry[] all = [stack.Find("/")!, .. Layers.All(stack, "/")];
        return
        [
            .. all.Select(Line),
            .. all.Where(e => e.Kind != NodeKind.Directory).GroupBy(e => e.Inode).Select(group => string.Join(" = ", group.Select(e => e.Path))).Where(group => group.Contains(" = ", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
    }

    public static string Line(LayerEntry entry) =>
        $"{entry.Path} {entry.Kind} {Convert.ToString(entry.Metadata.Mode, 8)} {entry.Metadata.Uid}:{entry.Metadata.Gid} {entry.Metadata.ModifyTime} {entry.LinkTarget} {entry.Device} "
        + $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(entry.Content.Bytes()))} {string.Join(' ', entry.Metadata.Xattrs.Select(x => x.Key + "=" + Convert.ToHexString(x.Value.Span)))}";

    public static byte[] Write(Layer layer, LayerStack? below = null, LayerTarOptions? options = null, List<TarWarning>? warnings = null)
    {
        var output = new MemoryStream();
        LayerTarReport report = LayerTar.Write(layer, below ?? LayerStack.Empty, output, BlobCompression.None, options);
        warnings?.AddRange(report.Warnings);
        return output.ToArray();
    }

    /// <summary>The names and types in an archive, in its order.</summary>
    public static string[] Names(byte[] tar) =>
        [.. TarReading.Read(tar).Entries.Select(e => e.Kind is TarEntryKind.HardLink ? $"{e.Name} -> {e.LinkName}" : e.Name)];
}
