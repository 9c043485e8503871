namespace UnionFs.Benchmarks.Growth;

/// <summary>A page of which a program writes some parts, between `&lt;!-- generated: NAME --&gt;` and `&lt;!-- /generated --&gt;`, and people the rest.</summary>
internal sealed class MarkedText
{
    private const string End = "<!-- /generated -->";

    private readonly string _path;
    private string _text;

    /// <summary>Reads the page. An <see cref="InvalidDataException"/> names a part that it lacks.</summary>
    internal MarkedText(string path, params ReadOnlySpan<string> parts)
    {
        _path = path;
        _text = File.ReadAllText(path);
        foreach (string part in parts) Find(part);
    }

    internal void Replace(string part, string content)
    {
        (int from, int to) = Find(part);
        _text = $"{_text[..from]}\n\n{content.Trim('\n')}\n\n{_text[to..]}";
    }

    internal void Save() => File.WriteAllText(_path, _text);

    private (int From, int To) Find(string part)
    {
        string start = $"<!-- generated: {part} -->";
        int at = _text.IndexOf(start, StringComparison.Ordinal), from = at + start.Length;
        int to = at < 0 ? -1 : _text.IndexOf(End, from, StringComparison.Ordinal);
        if (to < 0) throw new InvalidDataException($"{_path}: no '{start}' with '{End}' after it");
        return (from, to);
    }
}
