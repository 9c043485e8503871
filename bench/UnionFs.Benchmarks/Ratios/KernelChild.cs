using System.Diagnostics;
using System.Globalization;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>
/// `kernel-child DIR`: the kernel's overlayfs over a tmpfs, measured through System.IO inside a mount namespace that goes with this process.
/// Prints a name and nanoseconds a line.
/// </summary>
internal static class KernelChild
{
    internal const int Files = 10_000;
    internal const int LargeFile = 256 << 20;
    private const int Rounds = 7;

    internal static int Run(string scratch)
    {
        Sh($"mount -t tmpfs -o size=4g tmpfs {scratch}");
        string[] paths = [.. SampleTrees.DeepPaths(Files)];
        string lower = Path.Combine(scratch, "lower"), merged = Path.Combine(scratch, "merged");
        byte[] bytes = new byte[4096];
        foreach (string path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(lower + path)!);
            File.WriteAllBytes(lower + path, bytes);
        }
        File.WriteAllBytes(lower + "/large", new byte[LargeFile]);
        Directory.CreateDirectory(merged);
        int uppers = 0;
        string lowers = lower;
        Mount();

        string[] asked = LookupRatios.Shuffled(paths, Files);
        Print("stat", Per(Files, () => { foreach (string path in asked) File.Exists(merged + path); }));
        Print("read", Per(Files, () => { foreach (string path in asked) File.ReadAllBytes(merged + path); }));
        Print("create", Per(1000, () => { for (int i = 0; i < 1000; i++) File.WriteAllBytes($"{merged}/a0/b0/new{i}", bytes.AsSpan(0, 1024)); }, () => Fresh()));
        Print("touch", Per(1000, () => { for (int i = 0; i < 1000; i++) File.SetUnixFileMode(merged + asked[i], (UnixFileMode)0x180); }, () => Fresh()));
        Print("copy-up", Per(1, () => { using FileStream file = File.OpenWrite(merged + "/large"); file.WriteByte(1); }, () => Fresh()));
        Print("rename", Per(1, () => Sh($"mv {merged}/a0 {merged}/moved"), () => Fresh(), byWall: true));
        Print("snapshot", Per(1, () => Push(), byWall: true));
        return 0;

        void Mount()
        {
            Directory.CreateDirectory($"{scratch}/upper{uppers}");
            Directory.CreateDirectory($"{scratch}/work{uppers}");
            Sh($"mount -t overlay overlay -o lowerdir={lowers},upperdir={scratch}/upper{uppers},workdir={scratch}/work{uppers} {merged}");
        }

        void Fresh()
        {
            Sh($"umount {merged}; rm -rf {scratch}/upper{uppers} {scratch}/work{uppers}");
            uppers++;
            Mount();
        }

        // What is written becomes a lower layer, and a new one is written to.
        void Push()
        {
            Sh($"umount {merged}");
            lowers = $"{scratch}/upper{uppers}:{lowers}";
            uppers++;
            Mount();
        }
    }

    /// <summary>On the thread's clock, which counts what the kernel does for it; by the wall where other processes do it.</summary>
    private static double Per(int operations, Action action, Action? before = null, bool byWall = false)
    {
        Func<long> clock = byWall ? Clock.Wall : Clock.Thread;
        var taken = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            before?.Invoke();
            long start = clock();
            action();
            taken.Add((clock() - start) / (double)operations);
        }
        return Ratios.Rounds.Median(taken);
    }

    private static void Print(string name, double nanoseconds) => Console.WriteLine($"{name} {nanoseconds.ToString("0", CultureInfo.InvariantCulture)}");

    private static void Sh(string command)
    {
        using Process process = Process.Start("sh", ["-c", command]);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(command);
    }
}
