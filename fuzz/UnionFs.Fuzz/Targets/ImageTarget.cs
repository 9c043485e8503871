using UnionFs.Oci;

namespace UnionFs.Fuzz.Targets;

/// <summary>Any bytes are an index, a manifest, a configuration or a reference, or are refused with the one error that there is for it.</summary>
internal sealed class ImageTarget() : FuzzTarget("images", maxLength: 4096)
{
    /// <summary>Random bytes alone would hardly ever be JSON: after a first byte of 128 and more they choose words instead.</summary>
    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ":", ",", "\"mediaType\"", "\"digest\"", "\"size\"", "\"layers\"", "\"manifests\"", "\"config\"", "\"rootfs\"", "\"type\"", "\"diff_ids\"", "\"history\"",
        "\"platform\"", "\"os\"", "\"annotations\"", "null", "0", "-1", "1e400", "true", "\"layers\"", "\"\\ud800\"", "\"" + MediaTypes.OciManifest + "\"", "\"" + MediaTypes.OciIndex + "\"",
        "\"" + MediaTypes.OciConfig + "\"", "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"", "\"sha256:../../x\"", " ",
        "{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"size\":1}",
        "{\"type\":\"layers\",\"diff_ids\":[]}", "\"schemaVersion\":2,",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        byte[] json = input is [>= 128, ..] ? Spell(input[1..]) : input.ToArray();
        Read(() => Check(ImageIndex.Parse(json).Manifests));
        Read(() => Check(ImageManifest.Parse(json).Layers));
        Read(() => ImageConfig.Parse(json));
        string text = NameEncoding.Decode(json);
        if (ImageReference.TryParse(text, out ImageReference? reference) && reference.ToString() != text) throw new InvalidOperationException($"Came back as {reference}.");
        if (Digest.TryParse(text, out Digest? digest)) Check(digest);
    }

    private static byte[] Spell(ReadOnlySpan<byte> input)
    {
        var text = new System.Text.StringBuilder();
        foreach (byte each in input) text.Append(Words[each % Words.Length]);
        return System.Text.Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Read(Action parse)
    {
        try
        {
            parse();
        }
        catch (OciException)
        {
            // Refused, as it may be.
        }
    }

    private static void Check(IReadOnlyList<Descriptor> descriptors)
    {
        foreach (Descriptor descriptor in descriptors)
        {
            Check(descriptor.Digest);
            if (descriptor.Size < 0) throw new InvalidOperationException("A negative size came through.");
        }
    }

    /// <summary>Both parts become names of files.</summary>
    private static void Check(Digest digest)
    {
        foreach (string part in new[] { digest.Algorithm, digest.Encoded })
            if (part.Length == 0 || part.Contains('/') || part.Contains('\0') || part.StartsWith('.')) throw new InvalidOperationException($"{digest} is no safe path.");
    }
}
