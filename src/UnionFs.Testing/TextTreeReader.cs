using System.Text;
using System.Text.RegularExpressions;

namespace UnionFs.Testing;

/// <summary>Reads the text of a <see cref="TextTree"/>, line by line.</summary>
internal sealed partial class TextTreeReader(string text, string layerName)
{
    private readonly string[] _lines = [.. text.Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line)];
    private readonly LayerBuilder _builder = new(layerName);
    private readonly Stack<(int Indent, string? Path)> _open = []; // the last line and the directories it is in; null for what is no directory
    private int _next;

    internal Layer Read()
    {
        while (_next < _lines.Length)
        {
            string line = _lines[_next++].TrimEnd();
            if (line.Length == 0) continue;
            int number = _next;
            try
            {
                ReadEntry(line);
            }
            catch (Exception error) when (error is ArgumentException or IOException)
            {
                throw Bad(number, error.Message, error);
            }
        }
        return _builder.Build();
    }

    private void ReadEntry(string line)
    {
        int indent = line.Length - line.TrimStart(' ').Length;
        if (line[indent] == '\t') throw Bad(_next, "a tab in the indentation; indent with spaces");
        Match match = Entry().Match(line, indent);
        if (!match.Success) throw Bad(_next, $"no entry: '{line.Trim()}'");
        string name = match.Groups["name"].Value;
        if (name[0] == '"') name = Unquoted(name);
        string parent = ParentAt(indent);
        string path = parent + "/" + name;
        int? mode = match.Groups["mode"] is { Success: true } digits ? Convert.ToInt32(digits.Value, 8) : null;
        if (match.Groups["directory"].Success)
        {
            if (match.Groups["text"].Success || match.Groups["target"].Success) throw Bad(_next, $"a directory with content: '{line.Trim()}'");
            _builder.AddDirectory(path, With(Metadata.DefaultDirectory, mode));
            _open.Push((indent, path));
            return;
        }
        _open.Push((indent, null));
        if (match.Groups["target"] is { Success: true } target)
        {
            if (mode is not null) throw Bad(_next, "a link with a mode");
            _builder.AddSymlink(path, target.Value);
        }
        else
        {
            string content = match.Groups["text"].Value;
            _builder.AddFile(path, content is "|" or "|-" ? ReadBlock(indent, ends: content == "|") : content, With(Metadata.DefaultFile, mode));
        }
    }

    /// <summary>The directory that a line is in: the nearest line above that is indented less.</summary>
    private string ParentAt(int indent)
    {
        bool isDeeper = _open.Count == 0 || indent > _open.Peek().Indent;
        if (isDeeper) return _open.Count == 0 ? "" : _open.Peek().Path ?? throw Bad(_next, "something below what is no directory");
        while (_open.Count > 0 && _open.Peek().Indent > indent) _open.Pop();
        if (_open.Count == 0 || _open.Peek().Indent != indent) throw Bad(_next, "an indentation that no line above has");
        _open.Pop();
        return _open.Count == 0 ? "" : _open.Peek().Path!;
    }

    private string ReadBlock(int indent, bool ends)
    {
        var lines = new List<string>();
        int inner = -1;
        for (; _next < _lines.Length; _next++)
        {
            string line = _lines[_next];
            int at = line.Length - line.TrimStart(' ').Length;
            if (at == line.Length)
            {
                lines.Add(inner >= 0 && at > inner ? line[inner..] : "");
                continue;
            }
            if (at <= indent) break;
            if (inner < 0) inner = at;
            if (at < inner) throw Bad(_next + 1, "a line of a block that is indented less than its first");
            lines.Add(line[inner..]);
        }
        // Blank lines before the next entry belong to neither.
        while (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        var content = new StringBuilder().AppendJoin('\n', lines);
        if (ends && lines.Count > 0) content.Append('\n');
        return content.ToString();
    }

    private string Unquoted(string quoted)
    {
        var name = new StringBuilder();
        for (int i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] != '\\')
            {
                name.Append(quoted[i]);
                continue;
            }
            switch (quoted[++i])
            {
                case 'n': name.Append('\n'); break;
                case 't': name.Append('\t'); break;
                case 'r': name.Append('\r'); break;
                case '"' or '\\' or '/': name.Append(quoted[i]); break;
                case 'u' when i + 4 < quoted.Length - 1 && ushort.TryParse(quoted.AsSpan(i + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out ushort code):
                    name.Append((char)code);
                    i += 4;
                    break;
                default: throw Bad(_next, $"no escape: \\{quoted[i]}");
            }
        }
        return name.ToString();
    }

    private static Metadata With(Metadata metadata, int? mode) => mode is { } bits ? metadata with { Mode = bits } : metadata;

    private static FormatException Bad(int line, string message, Exception? inner = null) => new($"Line {line} of the tree: {message}", inner);

    /// <summary>A name, what it says it is, and what is in it. The name ends as early as the rest allows.</summary>
    [GeneratedRegex("""\G(?<name>"(?:[^"\\]|\\.)+"|.+?)(?<directory>/)?(?:[ ]\[(?<mode>[0-7]{3,4})\])?(?:[ ]->[ ](?<target>.+)|:(?:[ ](?<text>.*))?)?$""", RegexOptions.CultureInvariant)]
    internal static partial Regex Entry();
}
