namespace UnionFs.Cli.Output;

/// <summary>Standard error: one line an error, `unionfs: ...`. Counts them, for commands that go on with their next operand.</summary>
internal sealed class Diagnostics(TextWriter stderr)
{
    /// <summary>Errors reported so far.</summary>
    internal int Count { get; private set; }

    internal void Report(string message)
    {
        Count++;
        stderr.Write($"unionfs: {RawText.OneLine(message)}\n");
        stderr.Flush();
    }

    /// <summary>A line that is no error: the exit code stays what it is.</summary>
    internal void Warn(string message)
    {
        stderr.Write($"unionfs: warning: {RawText.OneLine(message)}\n");
        stderr.Flush();
    }

    /// <summary>Reports what a command met at one operand.</summary>
    internal void Report(string command, string path, FsError error) => Report(Failure.Of(command, path, error).Message);
}
