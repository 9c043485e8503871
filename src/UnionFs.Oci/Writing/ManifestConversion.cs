namespace UnionFs.Oci;

/// <summary>Docker's manifest as the OCI's: the blobs are the same, only the types' names differ, and are never mixed.</summary>
internal static class ManifestConversion
{
    /// <summary>The manifest with the OCI's types, all other bytes as they were.</summary>
    internal static ImageManifest ToOci(ImageManifest manifest)
    {
        if (!MediaTypes.IsDocker(manifest.MediaType) && !MediaTypes.IsDocker(manifest.Config.MediaType) && !manifest.Layers.Any(layer => MediaTypes.IsDocker(layer.MediaType))) return manifest;
        var edit = new JsonEdit(manifest.Bytes);
        edit.Set([], "mediaType", JsonText.Of(MediaTypes.ToOci(manifest.MediaType)));
        edit.Set(["config"], "mediaType", JsonText.Of(MediaTypes.ToOci(manifest.Config.MediaType)));
        for (int i = 0; i < manifest.Layers.Count; i++)
            edit.Set(["layers", $"[{i}]"], "mediaType", JsonText.Of(MediaTypes.ToOci(manifest.Layers[i].MediaType)));
        return ImageManifest.Parse(edit.Bytes);
    }
}
