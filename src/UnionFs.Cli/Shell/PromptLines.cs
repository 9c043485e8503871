namespace UnionFs.Cli.Shell;

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
