using System.Text;

namespace UnionFs.Cli.Shell;

/// <summary>Where a session's lines come from.</summary>
internal abstract class Lines
{
    /// <summary>Whether a person types: then an error stops nothing.</summary>
    internal abstract bool IsInteractive { get; }

    /// <summary>The next line without its line feed; null at the end.</summary>
    /// <param name="isContinuation">Whether the line before was not complete.</param>
    internal abstract string? Next(bool isContinuation);
}

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

/// <summary>A person at a terminal.</summary>
internal sealed class PromptLines(Session session, LineEditor editor) : Lines
{
    internal override bool IsInteractive => true;

    internal override string? Next(bool isContinuation)
    {
        session.Out.Flush();
        return editor.Read(isContinuation ? "> " : $"unionfs:{Output.RawText.OneLine(session.Directory)}$ ");
    }
}
