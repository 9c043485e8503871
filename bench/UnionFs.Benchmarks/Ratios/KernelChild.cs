using System.Globalization;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>
/// `kernel-child DIR LAYERS FILES LARGE [QUESTION...]`: the kernel's overlayfs over a tmpfs, measured through System.IO inside a mount namespace that
/// goes with this process. Prints a name and nanoseconds a line.
/// </summary>
internal static class KernelChild
{
    private const int Rounds = 7;

    internal static int Run(string scratch, string[] args)
    {
        var tree = UnionTree.Parse(args);
        string[] wanted = args[3..];
        var overlay = new Overlay(scratch, tree);
        string merged = overlay.Merged;
        byte[] bytes = UnionTree.Bytes.ToArray();
        string[] asked = LookupRatios.Shuffled(tree.Paths, tree.Files);
        int some = Math.Min(1000, asked.Length);
        Print("stat", () => Per(asked.Length, () => { foreach (string path in asked) File.Exists(merged + path); }));
        Print("read", () => Per(asked.Length, () => { foreach (string path in asked) File.ReadAllBytes(merged + path); }));
        Print("first", () => Per(1, () => File.Exists(merged + asked[0]), overlay.Renew));
        Print("create", () => Per(1000, () => { for (int i = 0; i < 1000; i++) File.WriteAllBytes($"{merged}/a0/b0/new{i}", bytes.AsSpan(0, 1024)); }, overlay.Renew));
        Print("touch", () => Per(some, () => { for (int i = 0; i < some; i++) File.SetUnixFileMode(merged + asked[i], (UnixFileMode)0x180); }, overlay.Renew));
        Print("copy-up", () => Per(1, () => { using FileStream file = File.OpenWrite(merged + "/large"); file.WriteByte(1); }, overlay.Renew));
        Print("rename", () => Per(1, () => Overlay.Sh($"mv {merged}/a0 {merged}/moved"), overlay.Renew, byWall: true));
        // Each round is one lower layer more.
        if (tree.Layers + Rounds <= Overlay.MaxLayers) Print("snapshot", () => Per(1, overlay.Push, byWall: true));
        return 0;

        void Print(string name, Func<double> measure)
        {
            if (wanted.Length == 0 || wanted.Contains(name)) Console.WriteLine($"{name} {measure().ToString("0", CultureInfo.InvariantCulture)}");
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
}
