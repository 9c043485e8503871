using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace UnionFs.Testing;

/// <summary>
/// A tree of files as indented text, to read and to write:
/// <code>
/// app/
///   config.json: {"level": 1}
///   run.sh [755]: |
///     #!/bin/sh
///     echo one
///   current -> config.json
///   logs/
///   empty.txt
/// "a name: quoted": text
/// </code>
/// A name that ends in `/` is a directory, what is indented below it is in it, and a name may be a path (`app/logs/`). After `: ` comes the content without
/// a line end, after `: |` a block whose lines all end with one (`: |-`: all but the last). Blank lines count only within a block. A name that would be
/// understood otherwise stands in quotes, with the escapes of JSON.
/// </summary>
public static partial class TextTree
{
    /// <summary>The tree as a layer. Modes are 755 and 644 unless `[mode]` says otherwise, times the epoch, the owner root.</summary>
    /// <param name="text">The tree.</param>
    /// <param name="name">What the layer is called in reports.</param>
    /// <exception cref="FormatException">The text is no such tree; the message names the line and what is wrong with it.</exception>
    public static Layer Parse(string text, string name = "tree")
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TextTreeReader(text, name).Read();
    }

    /// <summary>
    /// What is at <paramref name="path"/> and below as such text, in ordinal order. Owners, times and extended attributes are not in it. A file that is no
    /// UTF-8 text, or begins or ends with what a block cannot hold, shows as its length, a special file as its kind: such text is for people, and cannot be parsed again.
    /// </summary>
    /// <exception cref="IOException">Or one of its kin: nothing is there, or it is no directory.</exception>
    public static string Print(FileSystem fs, string path = "/")
    {
        ArgumentNullException.ThrowIfNull(fs);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var text = new StringBuilder();
        // In a loop, since a tree may be deeper than a stack.
        var open = new Stack<(string Path, int Depth, IEnumerator<DirectoryEntry> Entries)>();
        open.Push((path.TrimEnd('/'), 0, fs.Directory.List(path).GetEnumerator()));
        while (open.TryPeek(out var directory))
        {
            if (!directory.Entries.MoveNext())
            {
                open.Pop();
                continue;
            }
            DirectoryEntry entry = directory.Entries.Current;
            string full = directory.Path + "/" + entry.Name;
            fs.Posix.LStat(full, out FileStat stat).ThrowIfError(full);
            text.Append(' ', 2 * directory.Depth).Append(Quoted(entry.Name));
            if (stat.Kind == NodeKind.Directory) text.Append('/');
            if (stat.Kind != NodeKind.Symlink && stat.Mode != (stat.Kind == NodeKind.Directory ? 0x1ED : 0x1A4)) text.Append(" [").Append(Convert.ToString(stat.Mode, 8).PadLeft(3, '0')).Append(']');
            switch (stat.Kind)
            {
                case NodeKind.Directory:
                    text.Append('\n');
                    open.Push((full, directory.Depth + 1, fs.Directory.List(full).GetEnumerator()));
                    break;
                case NodeKind.Symlink:
                    fs.Posix.ReadLink(full, out string target).ThrowIfError(full);
                    text.Append(" -> ").Append(target).Append('\n');
                    break;
                case NodeKind.File:
                    AppendContent(text, fs.File.ReadAllBytes(full), directory.Depth);
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $" <{stat.Kind}>\n");
                    break;
            }
        }
        return text.ToString();
    }

    private static void AppendContent(StringBuilder text, byte[] bytes, int depth)
    {
        string? content = TextDiff.TextOf(bytes);
        if (content is "") text.Append('\n');
        else if (content is null || !FitsABlock(content)) text.Append(CultureInfo.InvariantCulture, $" <{bytes.Length} bytes>\n");
        else if (content.Contains('\n') || content[^1] == ' ' || content[0] == '|') AppendBlock(text, content, depth);
        else text.Append(": ").Append(content).Append('\n');
    }

    /// <summary>A block begins where its first line does, and ends with the last line that is not blank.</summary>
    private static bool FitsABlock(string content)
    {
        string[] lines = (content.EndsWith('\n') ? content[..^1] : content).Split('\n');
        return !content.Contains('\r') && !lines[0].StartsWith(' ') && !string.IsNullOrWhiteSpace(lines[0]) && !string.IsNullOrWhiteSpace(lines[^1]);
    }

    private static void AppendBlock(StringBuilder text, string content, int depth)
    {
        bool ends = content.EndsWith('\n');
        text.Append(ends ? ": |\n" : ": |-\n");
        foreach (string line in (ends ? content[..^1] : content).Split('\n'))
        {
            if (line.Length > 0) text.Append(' ', 2 * (depth + 1)).Append(line);
            text.Append('\n');
        }
    }

    /// <summary>The name as it is, or in quotes where a reader would take it for something else.</summary>
    private static string Quoted(string name)
    {
        Match match = TextTreeReader.Entry().Match(name);
        bool isPlain = match.Success && match.Groups["name"].Value == name && name[0] is not ('"' or ' ') && name[^1] != ' ' && !name.Any(char.IsControl);
        if (isPlain) return name;
        var quoted = new StringBuilder("\"");
        foreach (char c in name)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (char.IsControl(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
