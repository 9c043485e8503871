using System.Globalization;
using System.Text;

namespace UnionFs.Cli.Output;

/// <summary>
/// One line of JSON Lines, field by field. System.Text.Json writes a lone surrogate as U+FFFD, and here U+DCNN is a byte of a name that must
/// come back: so strings are escaped here. What JSON demands is escaped and every other character left as it is.
/// </summary>
internal sealed class JsonLine
{
    private readonly StringBuilder _text = new("{");

    internal JsonLine Add(string name, string? value)
    {
        AddName(name);
        if (value is null) _text.Append("null");
        else AppendString(value);
        return this;
    }

    internal JsonLine Add(string name, long? value)
    {
        AddName(name);
        if (value is null) _text.Append("null");
        else _text.Append(CultureInfo.InvariantCulture, $"{value}");
        return this;
    }

    internal JsonLine Add(string name, bool? value)
    {
        AddName(name);
        _text.Append(value is null ? "null" : value.Value ? "true" : "false");
        return this;
    }

    internal JsonLine Add(string name, IEnumerable<string> values)
    {
        AddName(name);
        _text.Append('[');
        bool isFirst = true;
        foreach (string value in values)
        {
            if (!isFirst) _text.Append(',');
            AppendString(value);
            isFirst = false;
        }
        _text.Append(']');
        return this;
    }

    /// <summary>An array of objects.</summary>
    internal JsonLine Add(string name, IEnumerable<JsonLine> values)
    {
        AddName(name);
        _text.Append('[').AppendJoin(',', values).Append(']');
        return this;
    }

    /// <summary>An object of name to base64.</summary>
    internal JsonLine Add(string name, XattrSet values)
    {
        AddName(name);
        _text.Append('{');
        bool isFirst = true;
        foreach ((string key, ReadOnlyMemory<byte> value) in values)
        {
            if (!isFirst) _text.Append(',');
            AppendString(key);
            _text.Append(":\"").Append(Convert.ToBase64String(value.Span)).Append('"');
            isFirst = false;
        }
        _text.Append('}');
        return this;
    }

    /// <summary>The object.</summary>
    public override string ToString() => _text.ToString() + "}";

    private void AddName(string name)
    {
        if (_text.Length > 1) _text.Append(',');
        AppendString(name);
        _text.Append(':');
    }

    private void AppendString(ReadOnlySpan<char> value)
    {
        _text.Append('"');
        while (!value.IsEmpty)
        {
            char first = value[0];
            int length = char.IsHighSurrogate(first) && value.Length > 1 && char.IsLowSurrogate(value[1]) ? 2 : 1;
            if (length == 2) _text.Append(value[..2]);
            else if (first is '"' or '\\') _text.Append('\\').Append(first);
            else if (first == '\n') _text.Append("\\n");
            else if (first == '\t') _text.Append("\\t");
            else if (first == '\r') _text.Append("\\r");
            else if (first < ' ' || char.IsSurrogate(first)) _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)first:x4}");
            else _text.Append(first);
            value = value[length..];
        }
        _text.Append('"');
    }
}
