using System.Diagnostics;
using System.Text;

namespace UnionFs.Oci.Tests;

/// <summary>Runs a script in a process of its own. Output is Latin-1, so every byte is one character.</summary>
internal static class Shell
{
    /// <summary>What the script wrote; fails the test when the script fails.</summary>
    internal static string Run(string script, string directory)
    {
        (int code, string output, string errors) = TryRun(script, directory);
        Assert.True(code == 0, $"exit code {code}: {errors}\n{script}");
        return output;
    }

    internal static (int Code, string Output, string Errors) TryRun(string script, string directory)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-e"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
            StandardInputEncoding = Encoding.Latin1,
            WorkingDirectory = directory,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(script);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
