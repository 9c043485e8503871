using System.Text.Json;

namespace UnionFs.Oci;

/// <summary>
/// A value in a document of an image, which knows where it is: every complaint names the document and the field. `null` counts as absent,
/// as the specification has it.
/// </summary>
internal readonly struct JsonValue
{
    private const int MaxDepth = 64;

    private readonly JsonElement _element;
    private readonly string _document;
    private readonly string _path;

    private JsonValue(JsonElement element, string document, string path)
    {
        _element = element;
        _document = document;
        _path = path;
    }

    /// <summary>Reads the object that <paramref name="json"/> is, and gives it to <paramref name="read"/>.</summary>
    /// <exception cref="OciException">No JSON, no object, too deep, a name twice in one object (readers differ on which counts), or <paramref name="read"/> complains.</exception>
    internal static T Parse<T>(ReadOnlyMemory<byte> json, string document, Func<JsonValue, T> read)
    {
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return read(new JsonValue(parsed.RootElement, document, ""));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second for names that are no Unicode text, met when they are compared.
            throw new OciException(document, $"no valid JSON: {e.Message.TrimEnd('.')}", e);
        }
    }

    internal bool IsObject => _element.ValueKind == JsonValueKind.Object;

    /// <summary>The field, or null where it is absent or `null`.</summary>
    internal JsonValue? Find(string name)
    {
        if (!IsObject) throw Bad("is no object");
        return _element.TryGetProperty(name, out JsonElement field) && field.ValueKind != JsonValueKind.Null
            ? new JsonValue(field, _document, _path.Length == 0 ? name : $"{_path}.{name}") : null;
    }

    internal JsonValue Require(string name) => Find(name) ?? throw Bad($"has no '{name}'");

    internal string Text()
    {
        if (_element.ValueKind != JsonValueKind.String) throw Bad("is no string");
        return Text(_element);
    }

    internal long Number() => _element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out long number) ? number : throw Bad("is no whole number");

    internal bool Flag() => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Bad("is neither true nor false"),
    };

    internal Digest AsDigest()
    {
        string text = Text();
        return Digest.TryParse(text, out Digest? digest) ? digest : throw Bad($"is no digest: '{text}'");
    }

    /// <summary>The items of an array.</summary>
    internal List<JsonValue> Items(int max = int.MaxValue)
    {
        if (_element.ValueKind != JsonValueKind.Array) throw Bad("is no array");
        int count = _element.GetArrayLength();
        if (count > max) throw Bad($"has {count} items, the limit is {max}");
        var items = new List<JsonValue>(count);
        foreach (JsonElement item in _element.EnumerateArray()) items.Add(new JsonValue(item, _document, $"{_path}[{items.Count}]"));
        return items;
    }

    internal IReadOnlyList<string> TextList() => Items().ConvertAll(item => item.Text());

    /// <summary>The fields of an object that are not `null`.</summary>
    internal List<(string Name, JsonValue Value)> Fields()
    {
        if (!IsObject) throw Bad("is no object");
        var fields = new List<(string, JsonValue)>();
        foreach (JsonProperty field in _element.EnumerateObject())
        {
            string name = Name(field);
            if (field.Value.ValueKind != JsonValueKind.Null) fields.Add((name, new JsonValue(field.Value, _document, $"{_path}.{name}")));
        }
        return fields;
    }

    internal IReadOnlyDictionary<string, string> TextMap()
    {
        if (!IsObject) throw Bad("is no object");
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty field in _element.EnumerateObject())
        {
            if (field.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) throw Bad("holds something else than strings");
            map[Name(field)] = field.Value.ValueKind == JsonValueKind.Null ? "" : Text(field.Value);
        }
        return map;
    }

    internal OciException Bad(string reason) => new(_document, _path.Length == 0 ? $"the document {reason}" : $"'{_path}' {reason}");

    private string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new OciException(_document, $"'{_path}' is no Unicode text", e);
        }
    }

    private string Name(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException e)
        {
            throw new OciException(_document, $"'{_path}' has a name that is no Unicode text", e);
        }
    }
}
