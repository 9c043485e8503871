using System.Globalization;
using UnionFs.Archives;

namespace UnionFs.Oci;

/// <summary>A configuration and a manifest with one more step; every byte that has nothing to do with it stays.</summary>
internal static class ImageExtension
{
    internal static byte[] Config(ImageConfig config, int layers, HistoryEntry step, Digest? diffId)
    {
        var edit = new JsonEdit(config.Bytes);
        edit.Set([], "created", JsonText.Of(step.Created!));
        if (diffId is not null) edit.Append(["rootfs", "diff_ids"], JsonText.Of(diffId.ToString()));
        // Where the history is short, the new step would be taken for that of a layer below.
        for (int known = config.History.Count(each => !each.IsEmptyLayer); known < layers; known++) edit.Append(["history"], "{}");
        edit.Append(["history"], JsonText.Of(step));
        return edit.Bytes;
    }

    internal static byte[] Manifest(ImageManifest manifest, byte[] config, Descriptor? layer)
    {
        var edit = new JsonEdit(manifest.Bytes);
        edit.Set(["config"], "digest", JsonText.Of(Digest.Of(config).ToString()));
        edit.Set(["config"], "size", config.Length.ToString(CultureInfo.InvariantCulture));
        // A descriptor may hold its blob's bytes as well; those are the old ones.
        if (edit.Has(["config", "data"])) edit.Set(["config"], "data", "null");
        if (layer is not null) edit.Append(["layers"], JsonText.Of(layer));
        return edit.Bytes;
    }

    /// <summary>The new layer's type, of the family that the manifest is of: registries refuse mixtures.</summary>
    internal static string LayerType(string manifestType, BlobCompression compression) => (MediaTypes.IsDocker(manifestType), compression) switch
    {
        (true, BlobCompression.Gzip) => MediaTypes.DockerLayerGzip,
        (true, _) => MediaTypes.DockerLayer,
        (false, BlobCompression.Gzip) => MediaTypes.OciLayerGzip,
        _ => MediaTypes.OciLayer,
    };

    /// <summary>RFC 3339, in UTC, to the second where that is all there is.</summary>
    internal static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
