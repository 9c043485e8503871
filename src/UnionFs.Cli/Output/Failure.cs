namespace UnionFs.Cli.Output;

/// <summary>What ends a verb or a shell command: the one line that says why, without the tool's name in front.</summary>
internal class Failure(string message) : Exception(message)
{
    /// <summary>Exit code of the tool.</summary>
    internal virtual int ExitCode => 1;

    /// <summary>The errno a command met at a path, as the Unix tools word it.</summary>
    internal static Failure Of(string command, string path, FsError error) => new($"{command}: {path}: {error.Describe()}");
}
