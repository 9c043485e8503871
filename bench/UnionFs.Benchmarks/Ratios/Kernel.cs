using System.Diagnostics;
using System.Globalization;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>Starts <see cref="KernelChild"/> in a mount namespace of its own and reads what it measured.</summary>
internal static class Kernel
{
    /// <summary>Nanoseconds by name, of these questions or of all if none is given; empty, with the reason, where it cannot be measured.</summary>
    internal static Dictionary<string, double> Measure(UnionTree tree, string[] questions, out string reason)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            reason = "it takes root on Linux";
            return [];
        }
        string scratch = Directory.CreateTempSubdirectory("unionfs-bench-").FullName;
        try
        {
            string program = Path.Combine(AppContext.BaseDirectory, "UnionFs.Benchmarks.dll");
            string[] command = ["-m", "--propagation", "private", "dotnet", program, "kernel-child", scratch, .. tree.ToWords(), .. questions];
            using Process process = Process.Start(new ProcessStartInfo("unshare", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            reason = errors.Result.Split('\n')[0];
            if (process.ExitCode != 0) return [];
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
                .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
