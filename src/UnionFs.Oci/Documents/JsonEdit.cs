using System.Globalization;
using System.Text;
using System.Text.Json;

namespace UnionFs.Oci;

/// <summary>
/// Changes to a JSON document that leave every other byte as it is: unknown fields, order, spacing and spelling of numbers survive.
/// The document has been parsed before, so it is known to be valid.
/// </summary>
internal sealed class JsonEdit(ReadOnlyMemory<byte> json)
{
    private byte[] _bytes = json.ToArray();

    internal byte[] Bytes => _bytes;

    /// <summary>A value in the text, and where in it another item could be added.</summary>
    private readonly record struct Place(int Start, int End, JsonTokenType Kind, int LastItemEnd, bool IsEmpty);

    internal bool Has(ReadOnlySpan<string> path) => Find(path) is not null;

    /// <summary>Sets a field of the object at <paramref name="path"/>; adds it where it is absent.</summary>
    internal JsonEdit Set(ReadOnlySpan<string> path, string name, string value)
    {
        if (Find([.. path, name]) is { } old) return Splice(old.Start, old.End, value);
        return Find(path) is { Kind: JsonTokenType.StartObject } parent
            ? Splice(parent.LastItemEnd, parent.LastItemEnd, $"{(parent.IsEmpty ? "" : ",")}{JsonText.Of(name)}:{value}")
            : throw new InvalidOperationException("The object to change is not there.");
    }

    /// <summary>Adds an item at the end of the array at <paramref name="path"/>; makes the array where it is absent or null.</summary>
    internal JsonEdit Append(ReadOnlySpan<string> path, string item)
    {
        if (Find(path) is not { Kind: JsonTokenType.StartArray } array) return Set(path[..^1], path[^1], $"[{item}]");
        return Splice(array.LastItemEnd, array.LastItemEnd, array.IsEmpty ? item : "," + item);
    }

    /// <summary>The items of an array, each as it is written.</summary>
    internal List<string> Items(ReadOnlySpan<string> path)
    {
        var items = new List<string>();
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = 64 });
        if (!Enter(ref reader, path) || reader.TokenType != JsonTokenType.StartArray) return items;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Place item = Measure(ref reader);
            items.Add(Encoding.UTF8.GetString(_bytes.AsSpan(item.Start, item.End - item.Start)));
        }
        return items;
    }

    private JsonEdit Splice(int start, int end, string text)
    {
        _bytes = [.. _bytes.AsSpan(0, start), .. Encoding.UTF8.GetBytes(text), .. _bytes.AsSpan(end)];
        return this;
    }

    private Place? Find(ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = 64 });
        return Enter(ref reader, path) ? Measure(ref reader) : null;
    }

    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<string> path)
    {
        reader.Read();
        foreach (string name in path)
            if (!(reader.TokenType == JsonTokenType.StartObject ? Enter(ref reader, name) : EnterItem(ref reader, name))) return false;
        return true;
    }

    private static bool Enter(ref Utf8JsonReader reader, string name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isFound = reader.ValueTextEquals(name);
            reader.Read();
            if (isFound) return true;
            reader.Skip();
        }
        return false;
    }

    /// <summary>`[3]` is the fourth item of an array.</summary>
    private static bool EnterItem(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartArray || name is not ['[', .. var number, ']']) return false;
        for (int left = int.Parse(number, CultureInfo.InvariantCulture); reader.Read() && reader.TokenType != JsonTokenType.EndArray; left--)
        {
            if (left == 0) return true;
            reader.Skip();
        }
        return false;
    }

    private static Place Measure(ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex, last = (int)reader.BytesConsumed;
        JsonTokenType kind = reader.TokenType;
        bool isEmpty = true;
        if (kind is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            {
                if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
                reader.Skip();
                (last, isEmpty) = ((int)reader.BytesConsumed, false);
            }
        }
        return new Place(start, (int)reader.BytesConsumed, kind, last, isEmpty);
    }
}
