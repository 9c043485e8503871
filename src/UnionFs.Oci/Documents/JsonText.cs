using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace UnionFs.Oci;

/// <summary>Small pieces of JSON, always spelled the same way, so that the same image has the same digest.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static string Of(string text) => Write(writer => writer.WriteStringValue(text));

    internal static string Of(Descriptor descriptor) => Write(writer => Add(writer, descriptor));

    internal static string Of(HistoryEntry entry) => Write(writer =>
    {
        writer.WriteStartObject();
        if (entry.Created is not null) writer.WriteString("created", entry.Created);
        if (entry.CreatedBy is not null) writer.WriteString("created_by", entry.CreatedBy);
        if (entry.Author is not null) writer.WriteString("author", entry.Author);
        if (entry.Comment is not null) writer.WriteString("comment", entry.Comment);
        if (entry.IsEmptyLayer) writer.WriteBoolean("empty_layer", true);
        writer.WriteEndObject();
    });

    internal static void Add(Utf8JsonWriter writer, Descriptor descriptor)
    {
        writer.WriteStartObject();
        writer.WriteString("mediaType", descriptor.MediaType);
        writer.WriteString("digest", descriptor.Digest.ToString());
        writer.WriteNumber("size", descriptor.Size);
        if (descriptor.Urls.Count > 0)
        {
            writer.WriteStartArray("urls");
            foreach (string url in descriptor.Urls) writer.WriteStringValue(url);
            writer.WriteEndArray();
        }
        if (descriptor.Annotations.Count > 0)
        {
            writer.WriteStartObject("annotations");
            foreach ((string name, string value) in descriptor.Annotations.OrderBy(each => each.Key, StringComparer.Ordinal)) writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        if (descriptor.Platform is { } platform)
        {
            writer.WriteStartObject("platform");
            writer.WriteString("architecture", platform.Architecture);
            writer.WriteString("os", platform.Os);
            if (platform.OsVersion is not null) writer.WriteString("os.version", platform.OsVersion);
            if (platform.Variant is not null) writer.WriteString("variant", platform.Variant);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    internal static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options)) write(writer);
        return stream.ToArray();
    }

    private static string Write(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Bytes(write));
}
