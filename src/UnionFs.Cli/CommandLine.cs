using System.CommandLine;
using UnionFs.Cli.Output;
using UnionFs.Cli.Verbs;

namespace UnionFs.Cli;

/// <summary>The tool without the process: arguments and streams in, exit code out (0; 1 for an error; 2 for a wrong command line).</summary>
internal static class CommandLine
{
    /// <summary>Runs one verb. Nothing is thrown: an error is a line on <paramref name="stderr"/>.</summary>
    internal static int Run(string[] arguments, TextReader stdin, Stream stdout, TextWriter stderr, Terminal? terminal = null)
    {
        terminal ??= Terminal.None;
        var output = new Printer(stdout, colours: terminal.Output);
        var errors = new Diagnostics(stderr);
        var tool = new Tool(stdin, output, errors, terminal, new ProgressLine(stderr, terminal.Error));
        try
        {
            int exitCode = Run(arguments, tool, errors);
            output.Flush();
            return exitCode;
        }
        catch (BrokenPipeException)
        {
            return 0;
        }
        catch (Exception error)
        {
            return Report(error, output, errors);
        }
    }

    private static RootCommand Root(Tool tool) => new("Stacks directories, archives and container images as layers of one file system, in memory.")
    {
        ImageAccess.Platform,
        ImageAccess.Insecure,
        ImageAccess.Cache,
        LsVerb.Create(tool),
        TreeVerb.Create(tool),
        CatVerb.Create(tool),
        StatVerb.Create(tool),
        WhichVerb.Create(tool),
        ConflictsVerb.Create(tool),
        DiffVerb.Create(tool),
        ShellVerb.Create(tool),
        ExportVerb.Create(tool),
        InspectVerb.Create(tool),
        CopyVerb.Create(tool),
        SquashVerb.Create(tool),
        RebaseVerb.Create(tool),
    };

    private static int Run(string[] arguments, Tool tool, Diagnostics errors)
    {
        // A path may start with `@` and must not be taken for a file of arguments.
        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null };
        ParseResult parsed = Root(tool).Parse(arguments, parser);
        if (Problem(parsed, arguments) is { } problem)
        {
            errors.Report(Explain(parsed, problem));
            return 2;
        }
        tool.Images = ImageAccess.From(parsed);
        using var help = new StringWriter();
        int exitCode = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = help });
        tool.Out.Write(help.ToString());
        return exitCode;
    }

    /// <summary>The first thing that is wrong with the command line.</summary>
    private static string? Problem(ParseResult parsed, string[] arguments)
    {
        if (UnknownOption(parsed, arguments) is { } option) return $"Unknown option '{option}'";
        if (parsed.Errors.Count == 0) return null;
        return parsed.UnmatchedTokens.Count > 0 ? $"Unknown command or argument '{parsed.UnmatchedTokens[0]}'" : parsed.Errors[0].Message.TrimEnd('.');
    }

    /// <summary>An operand that looks like an option is none of ours: only after `--` may a path start with a dash.</summary>
    private static string? UnknownOption(ParseResult parsed, string[] arguments)
    {
        int separator = Array.IndexOf(arguments, "--");
        int afterSeparator = separator < 0 ? 0 : arguments.Length - separator - 1;
        return parsed.CommandResult.Command.Arguments
            .SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
            .Select(token => token.Value)
            .SkipLast(afterSeparator)
            .FirstOrDefault(value => value.Length > 1 && value[0] == '-');
    }

    /// <summary>The problem in one line, and where to read on.</summary>
    private static string Explain(ParseResult parsed, string problem)
    {
        Command command = parsed.CommandResult.Command;
        return command is RootCommand
            ? $"{problem} (see 'unionfs --help')"
            : $"{command.Name}: {problem} (see 'unionfs {command.Name} --help')";
    }

    private static int Report(Exception error, Printer output, Diagnostics errors)
    {
        int exitCode = error is Failure failure ? failure.ExitCode : 1;
        try
        {
            // What was printed before the error belongs to the reader.
            output.Flush();
        }
        catch (Exception second) when (second is IOException or Failure)
        {
            // There is one line to say, and that is the first error's.
        }
        errors.Report(error is Failure or IOException or UnauthorizedAccessException ? error.Message : $"{error.GetType().Name}: {error.Message}");
        return exitCode;
    }
}
