using BenchmarkDotNet.Attributes;

namespace UnionFs.Benchmarks;

/// <summary>Does a steady lookup, or a push, cost more through more layers?</summary>
[MemoryDiagnoser]
public class StackBenchmarks
{
    private readonly Layer _patch = new LayerBuilder("patch").AddFile("/usr/share/app0/locale/0/new.txt", "1").Build();
    private LayerStack _stack = LayerStack.Empty;
    private UnionFileSystem _fs = new();

    [Params(1, 8, 64, 500)]
    public int Layers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _stack = SampleTrees.Overlapping(Layers);
        _fs = new UnionFileSystem(_stack);
    }

    [Benchmark]
    public FsError SteadyLookup() => _fs.Posix.Stat("/usr/share/app1/locale/0/file1.txt", out _);

    [Benchmark]
    public LayerStack Push() => _stack.Push(_patch);

    [Benchmark]
    public FsError PushAndFirstLookup() =>
        new UnionFileSystem(_stack.Push(_patch)).Posix.Stat("/usr/share/app0/locale/0/new.txt", out _);
}
