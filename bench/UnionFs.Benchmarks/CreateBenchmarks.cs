using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace UnionFs.Benchmarks;

/// <summary>What does making and writing 1,000 files six components deep cost, one by one and as a batch?</summary>
[MemoryDiagnoser]
public class CreateBenchmarks
{
    private const int Files = 1000;

    private readonly UnionFileSystem _basis = new(SampleTrees.Of("files", SampleTrees.DeepPaths(100_000)));
    private readonly string[] _paths =
        [.. from i in Enumerable.Range(0, Files) select string.Create(CultureInfo.InvariantCulture, $"/a{i % 10}/b1/c1/d1/e0/new{i}.txt")];
    private readonly byte[] _bytes = new byte[100];

    [Benchmark(OperationsPerInvoke = Files)]
    public UnionFileSystem OneByOne()
    {
        UnionFileSystem fs = _basis.Fork();
        foreach (string path in _paths) fs.File.WriteAllBytes(path, _bytes);
        return fs;
    }

    [Benchmark(OperationsPerInvoke = Files)]
    public UnionFileSystem AsABatch()
    {
        UnionFileSystem fs = _basis.Fork();
        fs.Update(batch =>
        {
            foreach (string path in _paths) batch.File.WriteAllBytes(path, _bytes);
        });
        return fs;
    }
}
