using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace UnionFs.Cli.Tests;

/// <summary>
/// Runs the tool again and again and ends it by SIGKILL, at moments that are spread over its work: from the first trace of it on the disk, for as long as a
/// whole run takes from there on. UNIONFS_KILLS says how often.
/// </summary>
internal sealed class Killing(ITestOutputHelper output, string directory, string[] arguments)
{
    private const int KillsAsARule = 12;

    private static readonly string Tool = typeof(CommandLine).Assembly.Location;

    /// <summary>How often the tool is killed.</summary>
    internal static int Kills { get; } = int.Parse(Environment.GetEnvironmentVariable("UNIONFS_KILLS") ?? $"{KillsAsARule}", CultureInfo.InvariantCulture);

    /// <param name="hasBegun">Whether the disk shows that it is writing.</param>
    /// <param name="isUnfinished">Whether the disk shows, after a kill, that it was.</param>
    /// <param name="check">Whether what is there is the old state or the new one; puts the old one back.</param>
    internal void Run(Func<bool> hasBegun, Func<bool> isUnfinished, Action check)
    {
        TimeSpan whole = Measure(hasBegun);
        check();
        int unfinished = 0, finished = 0;
        for (int i = 0; i < Kills; i++)
        {
            using Process process = Start();
            while (!process.HasExited && !hasBegun()) Thread.Yield();
            // The last ones are meant to come too late.
            var since = Stopwatch.StartNew();
            while (!process.HasExited && since.Elapsed < whole * i / Math.Max(1, Kills - 2)) Thread.Yield();
            process.Kill();
            process.WaitForExit();
            if (isUnfinished()) unfinished++;
            else if (process.ExitCode == 0) finished++;
            check();
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Kills} kills within {whole.TotalMilliseconds:F0} ms: {unfinished} in the middle, {finished} too late"));
        // Otherwise this would have proved nothing.
        Assert.True(unfinished > 0, "no kill came in time");
        Complete();
    }

    /// <summary>One undisturbed run.</summary>
    internal void Complete()
    {
        using Process process = Start();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private TimeSpan Measure(Func<bool> hasBegun)
    {
        using Process process = Start();
        while (!process.HasExited && !hasBegun()) Thread.Yield();
        var since = Stopwatch.StartNew();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return since.Elapsed;
    }

    /// <summary>The process itself, with no shell in between that would be killed instead.</summary>
    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [Tool, .. arguments]) { WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
