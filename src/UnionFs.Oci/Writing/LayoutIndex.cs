namespace UnionFs.Oci;

/// <summary>The two small files that make blobs a layout.</summary>
internal static class LayoutIndex
{
    /// <summary>The file `oci-layout`.</summary>
    internal static byte[] Marker { get; } = """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray();

    /// <summary>The entry of an image.</summary>
    internal static Descriptor Entry(Descriptor manifest, Platform platform, string? name) => manifest with
    {
        Platform = platform.Os.Length > 0 && platform.Architecture.Length > 0 ? platform : null,
        Annotations = name is null ? Descriptor.EmptyAnnotations : new Dictionary<string, string> { [Descriptor.RefName] = name },
    };

    /// <summary>An index.json with the entry; instead of those of the same name in the one that was there, whose other entries keep their bytes.</summary>
    internal static byte[] With(byte[]? old, Descriptor entry, string? name)
    {
        var edit = new JsonEdit(old ?? """{"schemaVersion":2,"manifests":[]}"""u8.ToArray());
        List<string> items = edit.Items(["manifests"]);
        IReadOnlyList<Descriptor> known = ImageIndex.Parse(edit.Bytes).Manifests;
        IEnumerable<string> kept = items.Where((_, i) => LayoutNames.NameOf(known[i]) != name);
        return edit.Set([], "manifests", $"[{string.Join(',', kept.Append(JsonText.Of(entry)))}]").Bytes;
    }
}
