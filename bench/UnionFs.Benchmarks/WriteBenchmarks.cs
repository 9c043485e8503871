using BenchmarkDotNet.Attributes;

namespace UnionFs.Benchmarks;

/// <summary>What does a write cost, at once and as the first one after a snapshot, in a file of 1 GiB?</summary>
[MemoryDiagnoser]
public class WriteBenchmarks
{
    private readonly UnionFileSystem _fs = new();
    private readonly byte[] _block = new byte[4096];
    private FileHandle? _handle;

    [GlobalSetup]
    public void Setup()
    {
        _fs.File.WriteAllText("/file", "");
        _fs.Posix.Truncate("/file", 1L << 30);
        _fs.Posix.Open("/file", OpenFlags.O_RDWR, out _handle);
    }

    [GlobalCleanup]
    public void Cleanup() => _handle?.Dispose();

    [Benchmark]
    public FsError Write4KiB() => _handle!.Write(1L << 29, _block);

    [Benchmark]
    public FsError WriteOneByteAfterASnapshot()
    {
        _fs.Snapshot();
        return _handle!.Write(1L << 29, _block.AsSpan(0, 1));
    }
}
