using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using UnionFs.Archives;
using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>Entries of packs as a game reads them: streams that seek, pipes, many threads at once.</summary>
public sealed class PackReadingTests : IDisposable
{
    private const int Entries = 40;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("stored")]
    [InlineData("mapped")]
    [InlineData("deflated")]
    [InlineData("folder")]
    public void Stream_Seeks_AndEndsWhereTheEntryEnds(string kind)
    {
        byte[] expected = Bytes(3);
        using Stream stream = Open(kind).File.OpenRead("/d/f03");
        Assert.True(stream.CanSeek);
        Assert.Equal(expected.Length, stream.Length);
        var random = new Random(1);
        var buffer = new byte[5000];
        for (int i = 0; i < 200; i++)
        {
            int at = random.Next(expected.Length + 10), wanted = random.Next(buffer.Length);
            long position = random.Next(3) switch
            {
                0 => stream.Seek(at, SeekOrigin.Begin),
                1 => stream.Seek(at - stream.Position, SeekOrigin.Current),
                _ => stream.Seek(at - expected.Length, SeekOrigin.End),
            };
            Assert.Equal(at, position);
            int count = stream.ReadAtLeast(buffer.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
            Assert.Equal(expected.Skip(at).Take(wanted), buffer.Take(count));
        }
    }

    [Theory]
    [InlineData("stored")]
    [InlineData("mapped")]
    [InlineData("deflated")]
    [InlineData("folder")]
    public async Task Pipe_GivesTheEntry_InLinesAsAParserReadsThem(string kind)
    {
        PipeReader reader = Open(kind).File.OpenPipeReader("/d/f03");
        var read = new ArrayBufferWriter<byte>();
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            ReadOnlySequence<byte> buffer = result.Buffer;
            // A line at a time, and what has no end yet is left for the next read.
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                SequencePosition next = buffer.GetPosition(1, end);
                foreach (ReadOnlyMemory<byte> piece in buffer.Slice(0, next)) read.Write(piece.Span);
                buffer = buffer.Slice(next);
            }
            if (result.IsCompleted) foreach (ReadOnlyMemory<byte> piece in buffer) read.Write(piece.Span);
            reader.AdvanceTo(result.IsCompleted ? buffer.End : buffer.Start, buffer.End);
            if (result.IsCompleted) break;
        }
        await reader.CompleteAsync();
        Assert.Equal(Bytes(3), read.WrittenSpan.ToArray());
    }

    [Theory]
    [InlineData("stored")]
    [InlineData("mapped")]
    [InlineData("deflated")]
    public void ManyThreads_ReadRightBytes_AndTheCacheKeepsItsLimit(string kind)
    {
        long limit = Bytes(0).Length * 5L;
        var cache = new InflatedCache(limit);
        UnionFileSystem fs = Open(kind, cache);
        long most = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            var random = new Random(thread);
            for (int i = 0; i < 60; i++)
            {
                int entry = random.Next(Entries);
                Assert.Equal(Bytes(entry), fs.File.ReadAllBytes(Path(entry)));
                InterlockedMax(ref most, cache.UsedBytes);
            }
        });
        Assert.InRange(most, kind == "deflated" ? 1 : 0, limit);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (long seen = Volatile.Read(ref target); seen < value;)
        {
            long before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    private UnionFileSystem Open(string kind, InflatedCache? cache = null)
    {
        string where = kind == "folder" ? Loose() : Zip(kind == "deflated" ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
        Pack pack = Pack.Open(where, new PackOptions { IsMapped = kind == "mapped", Cache = cache });
        return new UnionFileSystem(PackSet.Empty.Add(pack).ToStack());
    }

    private string Zip(CompressionLevel level)
    {
        string path = _folder.At("pack.zip");
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        for (int i = 0; i < Entries; i++)
        {
            using Stream entry = zip.CreateEntry(Path(i)[1..], level).Open();
            entry.Write(Bytes(i));
        }
        return path;
    }

    private string Loose()
    {
        Directory.CreateDirectory(_folder.At("loose/d"));
        for (int i = 0; i < Entries; i++) File.WriteAllBytes(_folder.At("loose" + Path(i)), Bytes(i));
        return _folder.At("loose");
    }

    private static string Path(int entry) => string.Create(CultureInfo.InvariantCulture, $"/d/f{entry:00}");

    /// <summary>Some lines of different lengths, 200 kB and more.</summary>
    private static byte[] Bytes(int entry)
    {
        var random = new Random(entry);
        var text = new StringBuilder();
        while (text.Length < 200_000) text.Append((char)('a' + random.Next(26)), random.Next(2000)).Append('\n');
        return Encoding.ASCII.GetBytes(text.Append(CultureInfo.InvariantCulture, $"end of {entry}").ToString());
    }
}
