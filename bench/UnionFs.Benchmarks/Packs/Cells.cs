using UnionFs.Benchmarks.Ratios;
using UnionFs.Packs;

namespace UnionFs.Benchmarks.Packs;

/// <summary>Everything that is asked of one set of archives, of ours and of PhysFS by turns.</summary>
internal static class Cells
{
    private const int Lookups = 20_000;

    /// <summary>PhysFS looks through all archives, so it is asked less often about many: a run must end.</summary>
    private const int LookupsTimesPacks = 100_000;

    private const int ReadRounds = 9;

    internal static IEnumerable<Ratio> Of(string what, string[] files, string[] bottom, string[] top, string[] missing, bool isMany)
    {
        int mounts = files.Length switch { 1 => 9, <= 8 => 5, _ => 1 };
        List<double> ours = [], theirs = [];
        PackMount mount = Mount();
        for (int round = 0; round < mounts; round++)
        {
            mount = null!;
            Rounds.Collect();
            ours.Add(Took(() => mount = Mount(), Clock.Wall));
            if (round > 0) PhysFs.Unmount();
            theirs.Add(Took(() => PhysFs.Mount(files), Clock.Wall));
        }
        double mine = Rounds.Median(ours);
        yield return new Ratio($"{what}: mount, find a file", mine, Rounds.Median(theirs), 1, "ms");
        if (files.Length == 1) yield return Ratio.Limit($"{what}: mount, find a file", mine, 200, "ms");

        FileSystem fs = mount.Files;
        int few = Math.Clamp(LookupsTimesPacks / files.Length, 100, Lookups);
        foreach ((string where, string[] paths, bool isThere) in new[] { ("top", top, true), ("bottom", bottom, true), ("nowhere", missing, false) })
        {
            string[] asked = LookupRatios.Shuffled(paths, Lookups);
            byte[][] askedThem = [.. LookupRatios.Shuffled(paths, few).Select(PhysFs.PathOf)];
            double[] taken = Rounds.Many.PerOperation(1,
                () => { foreach (string path in asked) Expect(fs.File.Exists(path), isThere, path); },
                () => { foreach (byte[] path in askedThem) Expect(PhysFs.Exists(path), isThere, where); });
            yield return new Ratio($"{what}: exists, {where}", taken[0] / asked.Length, taken[1] / few, isMany && where != "top" ? 0.01 : 1, "ns");
        }

        // Files are read for the first time only once: the compiler must have done its best on others before.
        byte[] any = new byte[64 << 10];
        for (int times = 0; times < 4; times++, Thread.Sleep(200))
        {
            FileSystem other = new PackMount(PackSet.Open([files[^1]], new PackOptions { SkipRefused = true })).Files;
            foreach (string path in top) Read(other, path, any, whole: true);
        }
        foreach ((string where, string[] paths) in new[] { ("top", top), ("bottom", bottom) })
            foreach (Ratio row in Reads($"{what}: open, read", where, fs, paths, Math.Min(few, 1000))) yield return row;

        int count = 0;
        double[] walks = new double[3];
        // The longest of all: once where there are many.
        for (int round = 0; round < (isMany ? 1 : 3); round++)
        {
            Expect(fs.Directory.EnumerateFiles("/", "*", SearchOption.AllDirectories).Any(), true, "files");
            walks[0] = Took(() => count = fs.Directory.EnumerateFiles("/", "*", SearchOption.AllDirectories).Count(), Clock.Thread);
            walks[1] = Took(() => Expect(PhysFs.CountFiles() >= count, true, "files"), Clock.Thread);
            walks[2] = Took(() => PhysFs.CountEntries(), Clock.Thread);
        }
        yield return new Ratio($"{what}: all files, each once", walks[0], walks[1], 1, "ms");
        yield return new Ratio($"{what}: all files; theirs as often as packs have them", walks[0], walks[2], 1, "ms");
        PhysFs.Unmount();

        PackMount Mount()
        {
            var made = new PackMount(PackSet.Open(files, new PackOptions { SkipRefused = true }));
            Expect(made.Files.File.Exists(bottom[0]), true, bottom[0]);
            return made;
        }
    }

    /// <summary>
    /// Opens files, reads them, closes them. First each once: ours verifies, and inflates, all of the file before a byte of it is seen. Then again and again.
    /// </summary>
    private static IEnumerable<Ratio> Reads(string what, string where, FileSystem fs, string[] paths, int few)
    {
        byte[] buffer = new byte[4096], large = new byte[64 << 10];
        int part = paths.Length / (2 * ReadRounds);
        foreach ((string how, int start, byte[] into, bool whole) in new[] { ("4 KiB", 0, buffer, false), ("all", paths.Length / 2, large, true) })
        {
            List<double> ours = [], theirs = [];
            for (int round = 0; round < ReadRounds; round++)
            {
                string[] fresh = paths[(start + round * part)..(start + (round + 1) * part)];
                byte[][] freshToThem = [.. fresh.Select(PhysFs.PathOf)];
                // What the system has not in memory yet would be charged to who comes first.
                foreach (byte[] path in freshToThem) PhysFs.Read(path, into, whole);
                ours.Add(Took(() => { foreach (string path in fresh) Read(fs, path, into, whole); }, Clock.Thread) * 1e6 / part);
                theirs.Add(Took(() => { foreach (byte[] path in freshToThem) PhysFs.Read(path, into, whole); }, Clock.Thread) * 1e6 / part);
            }
            yield return new Ratio($"{what} {how}, {where}, first time", Rounds.Median(ours), Rounds.Median(theirs), 1, "ns");
        }

        string[] asked = LookupRatios.Shuffled(paths[..(ReadRounds * part)], 1000);
        byte[][] askedThem = [.. asked.Take(few).Select(PhysFs.PathOf)];
        double[] taken = Rounds.Many.PerOperation(1,
            () => { foreach (string path in asked) Read(fs, path, buffer, whole: false); },
            () => { foreach (byte[] path in askedThem) PhysFs.Read(path, buffer); });
        yield return new Ratio($"{what} 4 KiB, {where}, again", taken[0] / asked.Length, taken[1] / askedThem.Length, 1, "ns");
    }

    private static void Read(FileSystem fs, string path, byte[] buffer, bool whole)
    {
        fs.Posix.Open(path, OpenFlags.O_RDONLY, out FileHandle? handle);
        long offset = 0;
        int count;
        do
        {
            Expect(handle!.Read(offset, buffer, out count) == FsError.None, true, path);
            offset += count;
        }
        while (whole && count == buffer.Length);
        handle.Dispose();
    }

    /// <summary>Milliseconds.</summary>
    private static double Took(Action action, Func<long> clock)
    {
        long before = clock();
        action();
        return (clock() - before) / 1e6;
    }

    private static void Expect(bool found, bool expected, string what)
    {
        if (found != expected) throw new InvalidOperationException(what);
    }
}
