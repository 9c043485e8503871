using BenchmarkDotNet.Attributes;

namespace UnionFs.Benchmarks;

/// <summary>What do 4 KiB reads at random places, and reading 64 MiB from end to end, cost beside copying from one array?</summary>
[MemoryDiagnoser]
public class ReadBenchmarks
{
    private const int Length = 64 << 20;
    private const int Block = 4096;

    private readonly byte[] _array = new byte[Length];
    private readonly byte[] _buffer = new byte[Block];
    private readonly UnionFileSystem _fs = new();
    private FileHandle? _handle;
    private long _position;

    [GlobalSetup]
    public void Setup()
    {
        new Random(1).NextBytes(_array);
        _fs.File.WriteAllBytes("/file", _array);
        _fs.Posix.Open("/file", OpenFlags.O_RDONLY, out _handle);
    }

    [GlobalCleanup]
    public void Cleanup() => _handle?.Dispose();

    [Benchmark(Baseline = true)]
    public void Read4KiBFromAnArray() => _array.AsSpan((int)NextBlock(), Block).CopyTo(_buffer);

    [Benchmark]
    public FsError Read4KiB() => _handle!.Read(NextBlock(), _buffer, out _);

    [Benchmark]
    public long ReadSequentially()
    {
        long total = 0;
        while (_handle!.Read(total, _buffer, out int count) == FsError.None && count > 0) total += count;
        return total;
    }

    [Benchmark]
    public long ReadSequenceWithoutCopying() => _fs.File.ReadSequence("/file").Length;

    // A full-period walk over the blocks, so that every run reads the same places.
    private long NextBlock() => _position = (_position + 7919L * Block) % Length;
}
