using System.Diagnostics;
using System.Globalization;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>The kernel's overlayfs over a tmpfs, beside the same in process. As root; elsewhere it says why there are no rows.</summary>
internal static class KernelRatios
{
    internal static IEnumerable<Ratio> Overlayfs()
    {
        if (Measure(out string reason) is not { } kernel)
        {
            Console.Error.WriteLine($"overlayfs: not measured: {reason}");
            yield break;
        }
        string[] paths = [.. SampleTrees.DeepPaths(KernelChild.Files)];
        byte[] bytes = new byte[4096];
        var builder = new LayerBuilder("lower").AddFile("/large", Content.FromOwned(new byte[KernelChild.LargeFile]));
        foreach (string path in paths) builder.AddFile(path, Content.From(bytes));
        var basis = new UnionFileSystem(builder.Build());
        string[] asked = LookupRatios.Shuffled(paths, KernelChild.Files);
        yield return Row("exists, 10,000 files", "stat", Rounds.PerOperation(asked.Length, () => { foreach (string path in asked) basis.File.Exists(path); })[0]);
        yield return Row("read 4 KiB", "read", Rounds.PerOperation(asked.Length, () => { foreach (string path in asked) basis.File.ReadAllBytes(path); })[0]);
        yield return Row("make and write 1 KiB", "create",
            Rounds.OfPrepared(basis.Fork, fs => { for (int i = 0; i < 1000; i++) fs.File.WriteAllBytes($"/a0/b0/new{i}", bytes.AsSpan(0, 1024)); }) / 1000);
        yield return Row("first change of a file's mode", "touch", Rounds.OfPrepared(basis.Fork, fs => { for (int i = 0; i < 1000; i++) fs.Posix.Chmod(asked[i], 0x180); }) / 1000);
        yield return Row("first byte written to 256 MiB", "copy-up", Rounds.OfPrepared(basis.Fork, fs => { using FileSystemStream file = fs.File.OpenWrite("/large"); file.WriteByte(1); }));
        yield return Row("mv of a lower directory (theirs starts a process)", "rename", Rounds.OfPrepared(basis.Fork, fs => fs.Directory.Move("/a0", "/moved")));
        yield return Row("what was written becomes a layer (theirs remounts)", "snapshot", Rounds.OfPrepared(basis.Fork, fs => fs.Commit()));

        Ratio Row(string what, string name, double ours) => new($"{what}; overlayfs on tmpfs", ours / 1000, kernel[name] / 1000, 1, "us");
    }

    private static Dictionary<string, double>? Measure(out string reason)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            reason = "it takes root on Linux";
            return null;
        }
        string scratch = Directory.CreateTempSubdirectory("unionfs-bench-").FullName;
        try
        {
            string program = Path.Combine(AppContext.BaseDirectory, "UnionFs.Benchmarks.dll");
            using Process process = Process.Start(new ProcessStartInfo("unshare", ["-m", "--propagation", "private", "dotnet", program, "kernel-child", scratch])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            reason = errors.Result.Split('\n')[0];
            if (process.ExitCode != 0) return null;
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
                .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
