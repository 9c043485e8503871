namespace UnionFs.Cli.Output;

/// <summary>The command line or a shell command was not understood; nothing was done.</summary>
internal sealed class UsageFailure(string message) : Failure(message)
{
    internal override int ExitCode => 2;
}
