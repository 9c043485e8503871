namespace UnionFs.Oci;

/// <summary>One image in the manifest.json of a docker-archive.</summary>
/// <param name="Config">The file of the configuration.</param>
/// <param name="RepoTags">The image's names.</param>
/// <param name="Layers">The files of the layers, the base first.</param>
internal sealed record DockerArchiveImage(string Config, IReadOnlyList<string> RepoTags, IReadOnlyList<string> Layers)
{
    internal const string ManifestFile = "manifest.json";

    /// <summary>Reads the document: a list, unlike all others.</summary>
    internal static IReadOnlyList<DockerArchiveImage> Parse(ReadOnlyMemory<byte> bytes, string name, OciLimits limits) => JsonValue.Parse(bytes, name, root =>
        root.Items(limits.MaxManifests).ConvertAll(item => new DockerArchiveImage(
            item.Require("Config").Text(),
            item.Find("RepoTags")?.TextList() ?? [],
            item.Find("Layers")?.Items(limits.MaxLayers).ConvertAll(layer => layer.Text()) ?? [])));

    /// <summary>A name with Docker's defaults filled in; a name of another form as it is, so that it fits nothing.</summary>
    internal static string FullName(string tag)
    {
        try
        {
            return ImageName.Parse(tag).ToString();
        }
        catch (FormatException)
        {
            return tag;
        }
    }
}
