using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using UnionFs.Tests.Cost;

namespace UnionFs.Tests.Net;

/// <summary>Files as pipes.</summary>
public class PipeTests
{
    private const int Window = FileVerbs.PipeWindowBytes;

    private static UnionFileSystem With(Content content)
    {
        var fs = new UnionFileSystem();
        fs.Posix.WriteContent("/f", content);
        return fs;
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];

    private static List<byte[]> Arrays(ReadOnlySequence<byte> bytes)
    {
        var arrays = new List<byte[]>();
        foreach (ReadOnlyMemory<byte> memory in bytes)
        {
            Assert.True(MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment));
            arrays.Add(segment.Array!);
        }
        return arrays;
    }

    [Fact]
    public async Task OpenPipeReader_FileInMemory_ShowsTheFilesOwnChunks()
    {
        UnionFileSystem fs = With(Content.From(Bytes(3 * Window / 2)));
        PipeReader reader = fs.File.OpenPipeReader("/f");
        var seen = new List<byte[]>();
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            seen.AddRange(Arrays(result.Buffer));
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted) break;
        }
        await reader.CompleteAsync();

        List<byte[]> expected = Arrays(fs.File.ReadSequence("/f"));
        Assert.Equal(expected.Count, seen.Count);
        Assert.All(expected.Zip(seen), pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public async Task OpenPipeReader_LazyFile_IsReadInWindows()
    {
        var lazy = new SparseContent(64L << 30);
        PipeReader reader = With(lazy).File.OpenPipeReader("/f");
        Assert.Equal(0, lazy.BytesRead);
        ReadResult result = await reader.ReadAsync();
        Assert.Equal(Window, result.Buffer.Length);
        Assert.Equal(Window, lazy.BytesRead);
        Assert.False(result.IsCompleted);
        reader.AdvanceTo(result.Buffer.End);
        result = await reader.ReadAsync();
        Assert.Equal(2 * Window, lazy.BytesRead);
        Assert.Equal((byte)(Window % 251), result.Buffer.FirstSpan[0]);
    }

    [Fact]
    public void OpenPipeReader_FileInMemory_AllocatesSegmentsOnly()
    {
        UnionFileSystem fs = With(Content.From(Bytes(4 << 20)));
        long allocated = Allocated.By(() =>
        {
            PipeReader reader = fs.File.OpenPipeReader("/f");
            while (reader.TryRead(out ReadResult result))
            {
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted) break;
            }
            reader.Complete();
        });
        // 256 chunks of 64 bytes of segment, and the reader.
        Assert.InRange(allocated, 1, 256 * 64 + 2048);
    }

    [Fact]
    public async Task ReadAsync_ExaminedAndNotConsumed_GrowsWithoutReadingAgain()
    {
        var lazy = new SparseContent(3 * Window + 7);
        PipeReader reader = With(lazy).File.OpenPipeReader("/f");
        ReadResult result = await reader.ReadAsync();
        reader.AdvanceTo(result.Buffer.GetPosition(10), result.Buffer.End);
        result = await reader.ReadAsync();
        Assert.Equal(2 * Window - 10, result.Buffer.Length);
        Assert.Equal(10, result.Buffer.FirstSpan[0]);
        reader.AdvanceTo(result.Buffer.Start, result.Buffer.GetPosition(5)); // there is more that was not looked at
        result = await reader.ReadAsync();
        Assert.Equal(2 * Window - 10, result.Buffer.Length);
        Assert.Equal(2 * Window, lazy.BytesRead);
    }

    [Fact]
    public async Task ReadAsync_AtTheEnd_StaysCompleted()
    {
        PipeReader reader = With(Content.From("hello")).File.OpenPipeReader("/f");
        ReadResult result = await reader.ReadAsync();
        Assert.True(result.IsCompleted);
        Assert.Equal("hello"u8.ToArray(), result.Buffer.ToArray());
        reader.AdvanceTo(result.Buffer.End);
        result = await reader.ReadAsync();
        Assert.True(result is { IsCompleted: true, Buffer.IsEmpty: true });
        reader.AdvanceTo(result.Buffer.End);
        reader.CancelPendingRead();
        Assert.True((await reader.ReadAsync()).IsCanceled);
        await reader.CompleteAsync();
        Assert.Throws<InvalidOperationException>(() => reader.TryRead(out _));
    }

    [Fact]
    public async Task OpenPipeReader_EmptyFile_IsCompletedAtOnce()
    {
        PipeReader reader = With(Content.Empty).File.OpenPipeReader("/f");
        ReadResult result = await reader.ReadAsync();
        Assert.True(result is { IsCompleted: true, Buffer.IsEmpty: true });
        reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
    }

    [Fact]
    public async Task OpenPipeReader_FileChangedMeanwhile_ShowsTheOldOne()
    {
        UnionFileSystem fs = With(Content.From("hello"));
        PipeReader reader = fs.File.OpenPipeReader("/f");
        fs.File.WriteAllText("/f", "changed");
        var copy = new MemoryStream();
        await reader.CopyToAsync(copy);
        Assert.Equal("hello"u8.ToArray(), copy.ToArray());
    }

    [Fact]
    public async Task OpenPipeReader_SourceThatFails_TellsByTheTaskAndLosesNothing()
    {
        var broken = new Breaking(2 * Window, breaksAt: Window + 70_000);
        PipeReader reader = With(broken).File.OpenPipeReader("/f");
        ReadResult result = await reader.ReadAsync();
        reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        await Assert.ThrowsAsync<IOException>(async () => await reader.ReadAsync());
        broken.Mend();
        result = await reader.ReadAsync();
        Assert.Equal(2 * Window, result.Buffer.Length);
        Assert.True(result.IsCompleted);
    }

    [Fact]
    public void OpenPipe_LockedOrMissing_Throws()
    {
        UnionFileSystem fs = With(Content.From("hello"));
        using FileSystemStream locked = fs.File.OpenWrite("/f");
        Assert.Equal(11, Assert.Throws<IOException>(() => fs.File.OpenPipeReader("/f")).HResult);
        Assert.Equal(11, Assert.Throws<IOException>(() => fs.File.OpenPipeWriter("/f", FileMode.Create)).HResult);
        Assert.Equal(5, locked.Length);
        Assert.Throws<FileNotFoundException>(() => fs.File.OpenPipeReader("/nope"));
        Assert.Throws<ArgumentNullException>(() => fs.File.OpenPipeReader(null!));
    }

    [Fact]
    public async Task OpenPipeWriter_WrittenAndCompleted_IsInTheFile()
    {
        UnionFileSystem fs = With(Content.From("hello"));
        PipeWriter writer = fs.File.OpenPipeWriter("/f", FileMode.Append);
        await writer.WriteAsync(" there"u8.ToArray());
        await writer.CompleteAsync();
        Assert.Equal("hello there", fs.File.ReadAllText("/f"));
    }

    private sealed class Breaking(long length, long breaksAt) : Content
    {
        private bool _isMended;

        public override long Length => length;

        internal void Mend() => _isMended = true;

        protected internal override void ReadExactly(long offset, Span<byte> destination)
        {
            if (!_isMended && offset + destination.Length > breaksAt) throw new IOException("gone");
            destination.Clear();
        }
    }
}
