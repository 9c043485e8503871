namespace UnionFs.Oci;

/// <summary>Which entries of an index.json a reference means.</summary>
internal static class LayoutNames
{
    internal const string IndexFile = "index.json", MarkerFile = "oci-layout";
    internal const int MaxMarkerBytes = 1 << 16;

    /// <summary>The version that a layout states has to be one that is known.</summary>
    internal static void CheckMarker(ReadOnlyMemory<byte> bytes, string name) => JsonValue.Parse(bytes, name, root =>
    {
        JsonValue version = root.Require("imageLayoutVersion");
        return version.Text().StartsWith("1.", StringComparison.Ordinal) ? true : throw version.Bad($"is '{version.Text()}', only 1.x is known");
    });

    internal static IReadOnlyList<Descriptor> Choose(ImageIndex index, ImageReference reference)
    {
        if (reference.Index is { } number)
        {
            return number < index.Manifests.Count ? [index.Manifests[number]]
                : throw new OciException(reference.ToString(), $"there are {index.Manifests.Count} images, counted from 0");
        }
        if (reference.Name is { } name)
        {
            List<Descriptor> named = [.. index.Manifests.Where(each => NameOf(each) == name)];
            return named.Count > 0 ? named : throw new OciException(reference.ToString(), $"no image has this name; there are: {Names(index)}");
        }
        if (index.Manifests.Count == 0) throw new OciException(reference.ToString(), "there is no image");
        return index.Manifests.Select(NameOf).Distinct().Count() == 1 ? index.Manifests
            : throw new OciException(reference.ToString(), $"there are several images, one has to be named: {Names(index)}");
    }

    internal static string? NameOf(Descriptor descriptor) => descriptor.Annotations.GetValueOrDefault(Descriptor.RefName);

    private static string Names(ImageIndex index)
    {
        const int most = 20;
        string[] names = [.. index.Manifests.Select(NameOf).OfType<string>().Distinct()];
        return names.Length == 0 ? "none has a name, :@0 is the first" : string.Join(", ", names.Take(most)) + (names.Length > most ? ", ..." : "");
    }
}
