using BenchmarkDotNet.Attributes;

namespace UnionFs.Benchmarks;

/// <summary>What does a lookup cost beside a dictionary of full paths? 100,000 files, six components deep.</summary>
[MemoryDiagnoser]
public class LookupBenchmarks
{
    private const int Files = 100_000;

    private readonly UnionFileSystem _fs = new(SampleTrees.Of("files", SampleTrees.DeepPaths(Files)));
    private readonly Dictionary<string, long> _dictionary = new(StringComparer.Ordinal);
    private string[] _paths = [];
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _paths = [.. SampleTrees.DeepPaths(Files)];
        foreach (string path in _paths) _dictionary.Add(path, path.Length);
        // Shuffled: neighbours in memory would flatter both.
        new Random(1).Shuffle(_paths);
    }

    [Benchmark(Baseline = true)]
    public long DictionaryOfFullPaths() => _dictionary[Next()];

    [Benchmark]
    public FsError Stat() => _fs.Posix.Stat(Next(), out _);

    [Benchmark]
    public FsError StatMissing() => _fs.Posix.Stat("/a1/b2/c3/d4/e0/missing", out _);

    [Benchmark]
    public bool FileExists() => _fs.File.Exists(Next());

    private string Next() => _paths[_next = (_next + 1) % Files];
}
