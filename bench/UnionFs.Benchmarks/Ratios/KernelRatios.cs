namespace UnionFs.Benchmarks.Ratios;

/// <summary>The kernel's overlayfs over a tmpfs, beside the same in process. As root; elsewhere it says why there are no rows.</summary>
internal static class KernelRatios
{
    internal static IEnumerable<Ratio> Overlayfs()
    {
        Dictionary<string, double> kernel = Kernel.Measure(UnionTree.OfTheTable, [], out string reason);
        if (kernel.Count == 0)
        {
            Console.Error.WriteLine($"overlayfs: not measured: {reason}");
            yield break;
        }
        foreach ((string name, string what, double ours) in InProcess(Rounds.Many, UnionTree.OfTheTable))
            yield return new Ratio($"{what}; overlayfs on tmpfs", ours / 1000, kernel[name] / 1000, 1, "us");
    }

    /// <summary>What <see cref="KernelChild"/> measures, by the same names. Nanoseconds.</summary>
    internal static IEnumerable<(string Name, string What, double Time)> InProcess(Rounds rounds, UnionTree tree)
    {
        UnionFileSystem basis = tree.InProcess();
        byte[] bytes = UnionTree.Bytes.ToArray();
        string[] asked = LookupRatios.Shuffled(tree.Paths, tree.Files);
        yield return ("stat", "exists, 10,000 files", rounds.PerOperation(asked.Length, () => { foreach (string path in asked) basis.File.Exists(path); })[0]);
        yield return ("read", "read 4 KiB", rounds.PerOperation(asked.Length, () => { foreach (string path in asked) basis.File.ReadAllBytes(path); })[0]);
        yield return ("create", "make and write 1 KiB",
            rounds.OfPrepared(basis.Fork, fs => { for (int i = 0; i < 1000; i++) fs.File.WriteAllBytes($"/a0/b0/new{i}", bytes.AsSpan(0, 1024)); }) / 1000);
        yield return ("touch", "first change of a file's mode", rounds.OfPrepared(basis.Fork, fs => { for (int i = 0; i < 1000; i++) fs.Posix.Chmod(asked[i], 0x180); }) / 1000);
        yield return ("copy-up", "first byte written to 256 MiB", rounds.OfPrepared(basis.Fork, fs => { using FileSystemStream file = fs.File.OpenWrite("/large"); file.WriteByte(1); }));
        yield return ("rename", "mv of a lower directory (theirs starts a process)", rounds.OfPrepared(basis.Fork, fs => fs.Directory.Move("/a0", "/moved")));
        yield return ("snapshot", "what was written becomes a layer (theirs remounts)", rounds.OfPrepared(basis.Fork, fs => fs.Commit()));
    }
}
