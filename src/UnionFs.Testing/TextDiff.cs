using System.Globalization;
using System.Text;
using System.Text.Unicode;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace UnionFs.Testing;

/// <summary>How two contents differ, line by line, for a person; what is too much to read is counted instead.</summary>
internal static class TextDiff
{
    private const int ContextLines = 2;
    private const int MaxLines = 40;
    private const int MaxBytes = 1 << 16;

    /// <summary>The bytes as text; null where they are none.</summary>
    internal static string? TextOf(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes)) return null;
        string text = Encoding.UTF8.GetString(bytes);
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? null : text;
    }

    /// <summary>The lines that differ, `-` before and `+` after, with a little around them.</summary>
    internal static IEnumerable<string> Between(Content before, Content after)
    {
        if (before.Length > MaxBytes || after.Length > MaxBytes) return [Lengths(before, after)];
        if (TextOf(BytesOf(before)) is not { } old || TextOf(BytesOf(after)) is not { } now) return [Lengths(before, after)];
        return Between(old, now);
    }

    internal static IEnumerable<string> Between(string before, string after)
    {
        DiffPaneModel model = InlineDiffBuilder.Diff(WithoutLastEnd(before), WithoutLastEnd(after), ignoreWhiteSpace: false);
        List<DiffPiece> pieces = model.Lines;
        var lines = new List<string>();
        int shown = -1;
        for (int i = 0; i < pieces.Count; i++)
        {
            if (!IsNearAChange(pieces, i)) continue;
            if (shown >= 0 && i > shown + 1) lines.Add("  ...");
            shown = i;
            lines.Add((pieces[i].Type switch { ChangeType.Inserted => "+ ", ChangeType.Deleted => "- ", _ => "  " }) + pieces[i].Text);
            if (lines.Count <= MaxLines) continue;
            lines.Add("  ... and more");
            break;
        }
        if (lines.Count == 0 && before != after) lines.Add("  (only the line ends differ)");
        return lines;
    }

    /// <summary>Else a last line that has an end would be followed by an empty one.</summary>
    private static string WithoutLastEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;

    private static bool IsNearAChange(List<DiffPiece> pieces, int index)
    {
        for (int i = Math.Max(0, index - ContextLines); i <= Math.Min(pieces.Count - 1, index + ContextLines); i++)
            if (pieces[i].Type != ChangeType.Unchanged) return true;
        return false;
    }

    private static string Lengths(Content before, Content after) =>
        string.Create(CultureInfo.InvariantCulture, $"  {before.Length} bytes before, {after.Length} after");

    private static byte[] BytesOf(Content content)
    {
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return bytes;
    }
}
