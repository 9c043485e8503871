using BenchmarkDotNet.Attributes;

namespace UnionFs.Benchmarks;

/// <summary>Do a snapshot, a fork and a restore depend on the number of files?</summary>
[MemoryDiagnoser]
public class SnapshotBenchmarks
{
    private UnionFileSystem _fs = new();
    private Snapshot _snapshot = new(LayerStack.Empty);

    [Params(10, 100_000)]
    public int Files { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _fs = new UnionFileSystem(SampleTrees.Of("files", SampleTrees.DeepPaths(Files)));
        _snapshot = _fs.Snapshot();
    }

    [Benchmark]
    public Snapshot Snapshot() => _fs.Snapshot();

    [Benchmark]
    public UnionFileSystem Fork() => _fs.Fork();

    [Benchmark]
    public void Restore() => _fs.Restore(_snapshot);

    [Benchmark]
    public FsError WriteAfterSnapshot()
    {
        _fs.Snapshot();
        return _fs.Posix.WriteContent("/a0/b0/c0/d0/e0/file1.txt", Content.Empty);
    }
}
