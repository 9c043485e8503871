namespace UnionFs.Oci;

/// <summary>
/// What a document is must not depend on who looks (CVE-2021-41190): where it was announced, inside it, and by its fields it has to be
/// the same.
/// </summary>
internal static class DocumentType
{
    /// <summary>What the document says it is.</summary>
    internal static string? Stated(JsonValue root) => root.Find("mediaType")?.Text();

    /// <exception cref="OciException">The document is something else, or two things at once.</exception>
    internal static void Check(JsonValue root, string? announced, bool isIndex)
    {
        bool hasLayers = root.Find("layers") is not null || root.Find("config") is not null;
        bool hasManifests = root.Find("manifests") is not null;
        if (hasLayers && hasManifests) throw root.Bad("is both a manifest and an index");
        if (root.Find("fsLayers") is not null) throw root.Bad("is a manifest of schema 1, which is not supported");
        if (isIndex ? hasLayers : hasManifests) throw root.Bad(isIndex ? "is a manifest, no index" : "is an index, no manifest");
        if (Stated(root) is not { } stated || stated.Length == 0) return;
        if (announced is not null && stated != announced) throw root.Bad($"says it is '{stated}', and was announced as '{announced}'");
        if (isIndex ? !MediaTypes.IsIndex(stated) : !MediaTypes.IsManifest(stated)) throw root.Bad($"is of type '{stated}'");
    }
}
