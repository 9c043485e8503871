using System.Globalization;

namespace UnionFs.Oci;

/// <summary>A configuration and a manifest with other layers; every byte that has nothing to do with them stays.</summary>
internal static class ImageRecomposition
{
    /// <summary>The OCI's annotations that say what an image was built on.</summary>
    internal const string BaseDigest = "org.opencontainers.image.base.digest", BaseName = "org.opencontainers.image.base.name";

    internal static byte[] Config(ImageConfig config, IEnumerable<Digest> diffIds, IEnumerable<string> history, string? created)
    {
        var edit = new JsonEdit(config.Bytes);
        if (created is not null) edit.Set([], "created", JsonText.Of(created));
        edit.Set(["rootfs"], "diff_ids", $"[{string.Join(',', diffIds.Select(each => JsonText.Of(each.ToString())))}]");
        edit.Set([], "history", $"[{string.Join(',', history)}]");
        return edit.Bytes;
    }

    /// <param name="manifest">What it was.</param>
    /// <param name="config">The new configuration.</param>
    /// <param name="layers">The descriptors, as they are written.</param>
    internal static byte[] Manifest(ImageManifest manifest, byte[] config, IEnumerable<string> layers)
    {
        var edit = new JsonEdit(ImageExtension.Manifest(manifest, config, null));
        return edit.Set([], "layers", $"[{string.Join(',', layers)}]").Bytes;
    }

    /// <summary>What the manifest says about its base, where it says anything, said of the new one.</summary>
    internal static byte[] WithBase(byte[] manifest, OciImage onto)
    {
        var edit = new JsonEdit(manifest);
        if (edit.Has(["annotations", BaseDigest])) edit.Set(["annotations"], BaseDigest, JsonText.Of(onto.Descriptor.Digest.ToString()));
        // A name that nobody could pull is none; there is no other way to say so than empty.
        string name = ImageReference.TryParse(onto.Name, out ImageReference? reference) && reference.Transport == ImageTransport.Docker ? reference.Name ?? "" : "";
        if (edit.Has(["annotations", BaseName])) edit.Set(["annotations"], BaseName, JsonText.Of(name));
        return edit.Bytes;
    }

    /// <summary>The descriptors of a manifest's layers, as they are written.</summary>
    internal static List<string> Layers(ImageManifest manifest) => new JsonEdit(manifest.Bytes).Items(["layers"]);

    internal static string Plural(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
