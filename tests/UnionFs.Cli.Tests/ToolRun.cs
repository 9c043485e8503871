using System.Text;
using System.Text.Json;

namespace UnionFs.Cli.Tests;

/// <summary>What one run of the tool printed and returned.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Bytes">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ToolRun(int ExitCode, byte[] Bytes, string Error)
{
    /// <summary>Standard output as text, a name's bytes as the engine maps them.</summary>
    internal string Output => NameEncoding.Decode(Bytes);

    internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal IReadOnlyList<JsonElement> Json => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>In this process, with standard input as given.</summary>
    internal static ToolRun WithInput(string stdin, params string[] arguments)
    {
        using var stdout = new MemoryStream();
        var stderr = new StringWriter();
        int exitCode = CommandLine.Run(arguments, new StringReader(stdin), stdout, stderr);
        return new ToolRun(exitCode, stdout.ToArray(), stderr.ToString());
    }

    internal static ToolRun Of(params string[] arguments) => WithInput("", arguments);

    /// <summary>A script on an empty union.</summary>
    internal static ToolRun Script(string script) => Of("shell", "-c", script);

    /// <summary>What a script prints that must succeed.</summary>
    internal static string Shell(string script)
    {
        ToolRun run = Script(script);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        return run.Output;
    }

    /// <summary>The one error line of a script that must fail with exit code 1.</summary>
    internal static string ShellError(string script)
    {
        ToolRun run = Script(script);
        Assert.Equal(1, run.ExitCode);
        return run.ErrorLine;
    }

    /// <summary>The only line on standard error, without the tool's name.</summary>
    internal string ErrorLine
    {
        get
        {
            Assert.StartsWith("unionfs: ", Error, StringComparison.Ordinal);
            Assert.Equal(Error.Length - 1, Error.IndexOf('\n', StringComparison.Ordinal));
            return Error["unionfs: ".Length..^1];
        }
    }
}
