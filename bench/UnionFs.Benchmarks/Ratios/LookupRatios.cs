using System.IO.Abstractions.TestingHelpers;
using UnionFs.Nodes;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>Finding: a name in a directory, a file by its path, alone and through many layers.</summary>
internal static class LookupRatios
{
    private const int Files = 100_000;
    private const int Lookups = 100_000;

    internal static IEnumerable<Ratio> InADirectory()
    {
        foreach (int entries in new[] { 10, 100, 1000, 10_000 })
        {
            string[] names = [.. Enumerable.Range(0, entries).Select(i => FormattableString.Invariant($"some-file-{i * 7919 % 100_003}.txt"))];
            EntryMap map = LayerStack.FromBottom(SampleTrees.Of("directory", names.Select(name => "/" + name))).MergedRoot.Entries;
            var dictionary = names.ToDictionary(name => name, name => (object)name, StringComparer.Ordinal);
            Dictionary<string, object>.AlternateLookup<ReadOnlySpan<char>> spans = dictionary.GetAlternateLookup<ReadOnlySpan<char>>();
            string[] asked = Shuffled(names, Lookups);
            double[] taken = Rounds.PerOperation(Lookups,
                () => { foreach (string name in asked) if (map.Find(name.AsSpan()) is null) throw new InvalidOperationException(name); },
                () => { foreach (string name in asked) if (!spans.TryGetValue(name.AsSpan(), out _)) throw new InvalidOperationException(name); });
            yield return new Ratio($"a name in a directory of {entries}; Dictionary by span", taken[0], taken[1], 1, "ns");
        }
    }

    internal static IEnumerable<Ratio> ByPath()
    {
        string[] paths = [.. SampleTrees.DeepPaths(Files)];
        var fs = new UnionFileSystem(SampleTrees.Of("files", paths));
        var dictionary = paths.ToDictionary(path => path, path => new byte[1], StringComparer.Ordinal);
        string[] random = Shuffled(paths, Lookups), missing = [.. random.Select(path => path[..^5] + "x.none")];
        foreach ((string how, string[] asked, double target) in new[] { ("random", random, 1.5), ("neighbours", [.. paths.Select(path => new string(path))], 1.2), ("missing", missing, 1.5) })
        {
            double[] taken = Rounds.PerOperation(Lookups,
                () => { foreach (string path in asked) fs.Posix.Stat(path, out _); },
                () => { foreach (string path in asked) dictionary.TryGetValue(path, out _); },
                () => { foreach (string path in asked) fs.File.Exists(path); });
            yield return new Ratio($"stat at depth 6, {how}; Dictionary of full paths", taken[0], taken[1], target, "ns");
            yield return new Ratio($"File.Exists at depth 6, {how}; Dictionary of full paths", taken[2], taken[1], target, "ns");
        }

        string[] few = random[..10_000];
        var mock = new MockFileSystem();
        foreach (string path in paths) mock.AddFile(path, new MockFileData("content"));
        using var tmpfs = new TemporaryTree(paths, "content"u8);
        string[] onTmpfs = [.. few.Select(path => tmpfs.Root + path)];
        double[] beside = Rounds.PerOperation(few.Length,
            () => { foreach (string path in few) fs.File.Exists(path); },
            () => { foreach (string path in few) mock.File.Exists(path); },
            () => { foreach (string path in onTmpfs) File.Exists(path); });
        yield return new Ratio("File.Exists at depth 6; MockFileSystem", beside[0], beside[1], 0.25, "ns");
        yield return new Ratio($"File.Exists at depth 6; System.IO on {tmpfs.Kind}", beside[0], beside[2], 0.25, "ns");
    }

    internal static IEnumerable<Ratio> ThroughLayers()
    {
        string[] paths = [.. SampleTrees.DeepPaths(Files)];
        Layer bottom = SampleTrees.Of("bottom", paths);
        string[] asked = Shuffled(paths, Lookups);
        var flat = new UnionFileSystem(bottom);
        foreach (int layers in new[] { 8, 64, 500 })
        {
            LayerStack stack = LayerStack.FromBottom(bottom);
            // Each layer adds files where the ones below have directories.
            for (int i = 1; i < layers; i++) stack = stack.Push(SampleTrees.Of("above", Enumerable.Range(0, 10).Select(f => paths[(i * 7919 + f * 10_007) % Files] + FormattableString.Invariant($".{i}"))));
            var fs = new UnionFileSystem(stack);
            var one = new UnionFileSystem(fs.Snapshot().ToLayer());
            double[] taken = Rounds.PerOperation(Lookups,
                () => { foreach (string path in asked) fs.Posix.Stat(path, out _); },
                () => { foreach (string path in asked) one.Posix.Stat(path, out _); });
            yield return new Ratio($"stat of the bottom file through {layers} layers; flattened to one", taken[0], taken[1], 1.1, "ns");
        }
        GC.KeepAlive(flat);
    }

    /// <summary>So many in an order by chance. Copies: callers seldom have the very string that a dictionary holds, and it would not be compared then.</summary>
    internal static string[] Shuffled(string[] from, int count)
    {
        var random = new Random(1);
        string[] asked = [.. Enumerable.Range(0, count).Select(i => new string(from[i % from.Length]))];
        random.Shuffle(asked);
        return asked;
    }
}
