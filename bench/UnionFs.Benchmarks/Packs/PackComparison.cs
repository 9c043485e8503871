using UnionFs.Benchmarks.Ratios;
using UnionFs.Packs;

namespace UnionFs.Benchmarks.Packs;

/// <summary>
/// `packs [--json] [--paths N] [COUNT...] [--paks FILE...]`: packs as layers beside PhysFS, in one process, by turns. Without counts 1, 8, 64 and 500 packs of
/// 20,000 paths, and the paks of OpenArena where the tests have downloaded them.
/// </summary>
internal static class PackComparison
{
    /// <summary>From so many packs on what is at the bottom or nowhere must be found a hundred times as fast.</summary>
    private const int Many = 64;

    internal static int Run(string[] args)
    {
        bool json = args.Contains("--json");
        int paths = 20_000;
        string[] paks = FindPaks();
        var counts = new List<int>();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--paths" && i + 1 < args.Length && int.TryParse(args[i + 1], out paths) && paths > 2 * SamplePacks.Own) i++;
            else if (args[i] == "--paks") (paks, i) = (args[(i + 1)..], args.Length);
            else if (int.TryParse(args[i], out int count) && count > 0) counts.Add(count);
            else if (args[i] != "--json")
            {
                Console.Error.WriteLine($"packs: '{args[i]}' is neither a number of packs nor --json, --paths N (over {2 * SamplePacks.Own}) or --paks FILE...");
                return 2;
            }
        }
        if (!PhysFs.IsInstalled)
        {
            Console.Error.WriteLine("packs: libphysfs.so.1 is not installed (Debian: apt-get install libphysfs1), so there is nothing to compare with.");
            return 2;
        }
        if (!json) Console.WriteLine($"PhysFS {PhysFs.Version}\n{Ratio.Header}");
        int shorts = 0;
        foreach (int count in counts.Count > 0 ? counts : [1, 8, 64, 500])
        {
            using var packs = new SamplePacks(count, paths);
            Print(Cells.Of(packs.ToString(), packs.Files, packs.Bottom, packs.Top, packs.Missing, count >= Many));
        }
        if (paks.Length == 0) Console.Error.WriteLine("packs: no paks of OpenArena (the tests of UnionFs.Packs download them; or --paks FILE...)");
        else Print(OfPaks(paks));
        return shorts == 0 ? 0 : 1;

        void Print(IEnumerable<Ratio> rows)
        {
            foreach (Ratio row in rows)
            {
                Console.WriteLine(json ? row.ToJson() : row.ToString());
                if (!row.IsOk) shorts++;
            }
            Rounds.Collect();
        }
    }

    private static IEnumerable<Ratio> OfPaks(string[] paks)
    {
        PackSet packs = PackSet.Open(paks, new PackOptions { SkipRefused = true });
        string[] Own(Pack pack) => [.. pack.Content.Entries().Where(entry => entry.Kind == NodeKind.File && entry.Content.Length >= 4096)
            .Select(entry => entry.Path).Where(path => packs.LoadOrder.Count(each => each.Content.Find(path) is not null) == 1).Take(SamplePacks.Own)];
        string[] bottom = Own(packs.LoadOrder[0]), top = Own(packs.LoadOrder[^1]);
        return Cells.Of($"{paks.Length} paks", paks, bottom, top, [.. bottom.Select(path => path + ".none")], isMany: false);
    }

    private static string[] FindPaks()
    {
        for (string? at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            string data = Path.Combine(at, "artifacts/openarena/data/usr/share/games/openarena");
            string[] paks = [Path.Combine(data, "baseoa/pak0.pk3"), Path.Combine(data, "missionpack/mp-pak0.pk3")];
            if (Array.TrueForAll(paks, File.Exists)) return paks;
        }
        return [];
    }
}
