using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell;

/// <summary>One run of the shell: the union it changes, where it stands in it, and the snapshots it took.</summary>
internal sealed class Session(UnionFileSystem union, Tool tool)
{
    private const string Unfinished = "syntax error: the script ends within quotes or behind a backslash";

    private bool _isExiting;

    /// <summary>A script that cannot be taken apart has no next statement, whatever `set +e` says.</summary>
    private bool _isUnreadable;

    internal UnionFileSystem Union => union;

    internal PosixVerbs Posix => union.Posix;

    internal Tool Tool => tool;

    internal Diagnostics Errors => tool.Errors;

    /// <summary>Where commands print: standard output, or a file while a redirection lasts.</summary>
    internal Printer Out { get; private set; } = tool.Out;

    /// <summary>The directory that relative paths start from.</summary>
    internal string Directory { get; set; } = "/";

    internal string PreviousDirectory { get; set; } = "/";

    /// <summary>By name, in the order they were taken.</summary>
    internal OrderedDictionary<string, Snapshot> Snapshots { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a script ends with the first command that fails (`set -e`, the default).</summary>
    internal bool StopsOnError { get; set; } = true;

    /// <summary>Exit code of the last command.</summary>
    internal int Status { get; private set; }

    internal string Absolute(string path) => UnionPath.Absolute(Directory, path);

    /// <summary>What a listing command works on: the present state.</summary>
    internal Operands Operands(IReadOnlyList<string> paths) => new(union.Snapshot(), Directory, paths, Out, Errors);

    /// <summary>Ends the session after this command.</summary>
    internal void Exit(int? status)
    {
        Status = status ?? Status;
        _isExiting = true;
    }

    /// <summary>Runs everything and returns the exit code: that of the last command, or of the one that ended the script.</summary>
    internal int Run(Lines lines)
    {
        while (!_isExiting && !_isUnreadable && NextStatements(lines) is { } statements)
        {
            foreach (Statement statement in statements)
            {
                Run(statement);
                if (_isExiting) break;
                if (Status != 0 && StopsOnError && !lines.IsInteractive) return Status;
            }
        }
        return lines.IsInteractive && !_isExiting ? 0 : Status;
    }

    private IReadOnlyList<Statement>? NextStatements(Lines lines)
    {
        if (lines.Next(isContinuation: false) is not { } text) return null;
        try
        {
            IReadOnlyList<Statement> statements;
            while (!ScriptParser.TryParse(text, out statements))
                text += "\n" + (lines.Next(isContinuation: true) ?? throw new UsageFailure(Unfinished));
            return statements;
        }
        catch (UsageFailure failure)
        {
            Fail(failure);
            _isUnreadable = !lines.IsInteractive;
            return [];
        }
    }

    private void Run(Statement statement)
    {
        int errorsBefore = Errors.Count;
        try
        {
            string[] words = [.. statement.Words.SelectMany(word => GlobExpansion.Expand(union, Directory, word))];
            if (statement.Output is { } output) RunRedirected(words, output);
            else Run(words);
            if (_isExiting) return;
            Status = Errors.Count > errorsBefore ? 1 : 0;
        }
        catch (Failure failure)
        {
            Fail(failure);
        }
        catch (Exception error) when (error is not BrokenPipeException)
        {
            // The engine's own exceptions name the path; a session with changes in it does not end for one.
            Fail(new Failure($"{(statement.Words.Count > 0 ? statement.Words[0].Text + ": " : "")}{error.Message}"));
        }
        if (tool.Terminal.Output) tool.Out.Flush();
    }

    private void Run(string[] words)
    {
        if (words.Length == 0) return;
        ShellCommand command = CommandTable.Find(words[0]) ?? throw new UsageFailure($"{words[0]}: command not found (try 'help')");
        command.Run(this, words[1..]);
    }

    /// <summary>As sh does it: the file is opened, and made or cut, before the command starts.</summary>
    private void RunRedirected(string[] words, Redirection output)
    {
        string name = words.Length > 0 ? words[0] : "shell";
        string path = output.Path.Text;
        OpenFlags flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | (output.Append ? OpenFlags.O_APPEND : OpenFlags.O_TRUNC);
        FsError error = Posix.Open(Absolute(path), flags, out FileHandle? handle);
        if (error != FsError.None) throw Failure.Of(name, path, error);
        using var stream = new HandleStream(handle!, name, path);
        Printer before = Out;
        Out = new Printer(stream);
        try
        {
            Run(words);
        }
        finally
        {
            Printer redirected = Out;
            Out = before;
            redirected.Flush();
        }
    }

    private void Fail(Failure failure)
    {
        Errors.Report(failure.Message);
        Status = failure.ExitCode;
    }
}
