using BenchmarkDotNet.Attributes;

namespace UnionFs.Benchmarks;

/// <summary>Does a difference cost what changed, or what there is? Ten changes in 1,000 files and in a million.</summary>
[MemoryDiagnoser]
public class DiffBenchmarks
{
    private UnionFileSystem _fs = new();

    [Params(1000, 1_000_000)]
    public int Files { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _fs = new UnionFileSystem(SampleTrees.Of("files", SampleTrees.DeepPaths(Files)));
        foreach (string path in SampleTrees.DeepPaths(Files).Take(100).Where((_, i) => i % 10 == 0)) _fs.File.WriteAllText(path, "changed");
    }

    [Benchmark]
    public Layer DiffAsLayer() => _fs.Diff();

    [Benchmark]
    public int DiffAsChanges() => _fs.GetChanges().Count;
}
