using System.IO.Abstractions.TestingHelpers;
using Microsoft.Extensions.FileProviders;
using UnionFs.Nodes;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>Finding: a name in a directory, a file by its path, alone and through many layers. Nanoseconds a lookup.</summary>
internal static class LookupRatios
{
    private const int Files = 100_000;
    private const int Lookups = 100_000;

    internal static IEnumerable<Ratio> InADirectory()
    {
        foreach (int entries in new[] { 10, 100, 1000, 10_000 })
        {
            (double ours, double dictionary) = InADirectory(Rounds.Many, entries);
            yield return new Ratio($"a name in a directory of {entries}; Dictionary by span", ours, dictionary, 1, "ns");
        }
    }

    internal static IEnumerable<Ratio> ByPath()
    {
        foreach ((string how, double stat, double exists, double dictionary) in ByPath(Rounds.Many, Files))
        {
            double target = how == "neighbours" ? 1.2 : 1.5;
            yield return new Ratio($"stat at depth 6, {how}; Dictionary of full paths", stat, dictionary, target, "ns");
            yield return new Ratio($"File.Exists at depth 6, {how}; Dictionary of full paths", exists, dictionary, target, "ns");
        }
        (double ours, double mock, double host, string kind) = BesidePeers(Rounds.Many, Files);
        yield return new Ratio("File.Exists at depth 6, random; MockFileSystem", ours, mock, 0.25, "ns");
        yield return new Ratio($"File.Exists at depth 6, random; System.IO on {kind}", ours, host, 0.25, "ns");
    }

    internal static IEnumerable<Ratio> ThroughLayers()
    {
        foreach (int layers in new[] { 8, 64, 500 })
        {
            (double ours, double flattened) = ThroughLayers(Rounds.Many, Files, layers);
            yield return new Ratio($"stat of the bottom file through {layers} layers; flattened to one", ours, flattened, 1.1, "ns");
        }
    }

    internal static IEnumerable<Ratio> ThroughProviders()
    {
        foreach (int layers in new[] { 8, 64 })
        {
            (double ours, double composite) = ThroughProviders(Rounds.Many, Files, layers);
            yield return new Ratio($"File.Exists of the bottom file through {layers} layers; CompositeFileProvider", ours, composite, 1, "ns");
        }
    }

    internal static (double Ours, double Dictionary) InADirectory(Rounds rounds, int entries)
    {
        string[] names = SampleTrees.Names(entries);
        EntryMap map = LayerStack.FromBottom(SampleTrees.Of("directory", names.Select(name => "/" + name))).MergedRoot.Entries;
        var dictionary = names.ToDictionary(name => name, name => (object)name, StringComparer.Ordinal);
        Dictionary<string, object>.AlternateLookup<ReadOnlySpan<char>> spans = dictionary.GetAlternateLookup<ReadOnlySpan<char>>();
        string[] asked = Shuffled(names, Lookups);
        double[] taken = rounds.PerOperation(Lookups,
            () => { foreach (string name in asked) if (map.Find(name.AsSpan()) is null) throw new InvalidOperationException(name); },
            () => { foreach (string name in asked) if (!spans.TryGetValue(name.AsSpan(), out _)) throw new InvalidOperationException(name); });
        return (taken[0], taken[1]);
    }

    /// <summary>In an order by chance, one after the other, and for names that are not there.</summary>
    internal static IEnumerable<(string How, double Stat, double Exists, double Dictionary)> ByPath(Rounds rounds, int files)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        var fs = new UnionFileSystem(SampleTrees.Of("files", paths));
        var dictionary = paths.ToDictionary(path => path, path => new byte[1], StringComparer.Ordinal);
        string[] random = Shuffled(paths, Lookups);
        string[] neighbours = [.. Enumerable.Range(0, Lookups).Select(i => new string(paths[i % files]))];
        string[] missing = [.. random.Select(path => path[..^5] + "x.none")];
        foreach ((string how, string[] asked) in new[] { ("random", random), ("neighbours", neighbours), ("missing", missing) })
        {
            double[] taken = rounds.PerOperation(Lookups,
                () => { foreach (string path in asked) fs.Posix.Stat(path, out _); },
                () => { foreach (string path in asked) dictionary.TryGetValue(path, out _); },
                () => { foreach (string path in asked) fs.File.Exists(path); });
            yield return (how, taken[0], taken[2], taken[1]);
        }
    }

    internal static (double Ours, double Mock, double Host, string Kind) BesidePeers(Rounds rounds, int files)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        var fs = new UnionFileSystem(SampleTrees.Of("files", paths));
        string[] few = Shuffled(paths, Lookups / 10);
        var mock = new MockFileSystem();
        foreach (string path in paths) mock.AddFile(path, new MockFileData("content"));
        using var tmpfs = new TemporaryTree(paths, "content"u8);
        string[] onTmpfs = [.. few.Select(path => tmpfs.Root + path)];
        double[] taken = rounds.PerOperation(few.Length,
            () => { foreach (string path in few) fs.File.Exists(path); },
            () => { foreach (string path in few) mock.File.Exists(path); },
            () => { foreach (string path in onTmpfs) File.Exists(path); });
        return (taken[0], taken[1], taken[2], tmpfs.Kind);
    }

    internal static (double Ours, double Flattened) ThroughLayers(Rounds rounds, int files, int layers)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        string[] asked = Shuffled(paths, Lookups);
        var fs = new UnionFileSystem(SampleTrees.Layered(paths, layers));
        var one = new UnionFileSystem(fs.Snapshot().ToLayer());
        double[] taken = rounds.PerOperation(Lookups,
            () => { foreach (string path in asked) fs.Posix.Stat(path, out _); },
            () => { foreach (string path in asked) one.Posix.Stat(path, out _); });
        return (taken[0], taken[1]);
    }

    /// <summary>The same through as many file providers, each a dictionary, of which the first that has the file answers.</summary>
    internal static (double Ours, double Composite) ThroughProviders(Rounds rounds, int files, int layers)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        // It asks each provider in turn, which takes long where there are many.
        string[] asked = Shuffled(paths, layers > 64 ? Lookups / 5 : Lookups);
        var fs = new UnionFileSystem(SampleTrees.Layered(paths, layers));
        var composite = new CompositeFileProvider(SampleTrees.LayeredPaths(paths, layers).Reverse().Select(each => new DictionaryFileProvider(each)));
        double[] taken = rounds.PerOperation(asked.Length,
            () => { foreach (string path in asked) if (!fs.File.Exists(path)) throw new InvalidOperationException(path); },
            () => { foreach (string path in asked) if (!composite.GetFileInfo(path).Exists) throw new InvalidOperationException(path); });
        return (taken[0], taken[1]);
    }

    /// <summary>
    /// So many of them, from everywhere, in an order by chance. Copies: callers seldom have the very string that a dictionary holds, and it
    /// would not be compared then.
    /// </summary>
    internal static string[] Shuffled(string[] from, int count)
    {
        var random = new Random(1);
        string[] asked = [.. Enumerable.Range(0, count).Select(i => new string(from[(int)((long)i * from.Length / count)]))];
        random.Shuffle(asked);
        return asked;
    }
}
