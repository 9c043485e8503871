namespace UnionFs.Oci;

/// <summary>Writes a manifest where there is none to extend.</summary>
internal static class ManifestText
{
    internal static byte[] Of(Descriptor config, IReadOnlyList<Descriptor> layers) => JsonText.Bytes(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", 2);
        writer.WriteString("mediaType", MediaTypes.OciManifest);
        writer.WritePropertyName("config");
        JsonText.Add(writer, config);
        writer.WriteStartArray("layers");
        foreach (Descriptor layer in layers) JsonText.Add(writer, layer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
