using System.Text;

namespace UnionFs.Cli.Shell;

/// <summary>A script. Lines end with a line feed alone: a carriage return within quotes is a character.</summary>
internal sealed class ScriptLines(TextReader reader) : Lines
{
    internal override bool IsInteractive => false;

    internal override string? Next(bool isContinuation)
    {
        var line = new StringBuilder();
        int c;
        while ((c = reader.Read()) is not (-1 or '\n')) line.Append((char)c);
        return c == -1 && line.Length == 0 ? null : line.ToString();
    }
}
