using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace UnionFs.Archives.Tests;

/// <summary>Archives that are mapped into memory: the same bytes, without a copy, as long as anybody refers to them.</summary>
public sealed class MappedTests
{
    private static readonly ZipOptions Mapped = new() { IsMapped = true };
    private static readonly byte[] Large = [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)(i * 7 + i / 251))];

    [Fact]
    public void Entries_AreThoseOfTheArchiveThatIsRead()
    {
        using TemporaryFile file = Archive();
        Layer mapped = ZipLayer.Open(file.Path, Mapped), read = ZipLayer.Open(file.Path);
        Assert.Equal(read.Entries().Select(entry => entry.Path), mapped.Entries().Select(entry => entry.Path));
        foreach (string path in new[] { "/stored", "/deflated", "/small" })
        {
            Content expected = read.Find(path)!.Content, content = mapped.Find(path)!.Content;
            Assert.Equal(expected.Slice(0).ToArray(), content.Slice(0).ToArray());
            Assert.Equal(expected.Slice(5, 7).ToArray(), content.Slice(5, 7).ToArray());
            var piece = new byte[11];
            Assert.Equal(expected.Length - 3 < 11 ? (int)expected.Length - 3 : 11, content.Read(3, piece));
            Assert.Equal(expected.Slice(3, 11).ToArray(), piece[..(int)Math.Min(11, expected.Length - 3)]);
        }
    }

    [Fact]
    public void StoredEntry_IsOnePieceOfTheMap()
    {
        using TemporaryFile file = Archive();
        Content mapped = ZipLayer.Open(file.Path, Mapped).Find("/stored")!.Content, read = ZipLayer.Open(file.Path).Find("/stored")!.Content;
        Assert.True(mapped.Slice(0).IsSingleSegment);
        Assert.Equal(AddressOf(mapped, 0) + 1000, AddressOf(mapped, 1000));
        Assert.NotEqual(AddressOf(read, 0) + 1000, AddressOf(read, 1000));
        Assert.Equal(0, mapped.AllocatedBytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadOnlySequence<byte> all = mapped.Slice(0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1024);
        Assert.Equal(Large.Length, all.Length);
    }

    [Fact]
    public void DeflatedEntry_IsInflatedOnce_AndHandedOutWithoutACopy()
    {
        using TemporaryFile file = Archive();
        Content content = ZipLayer.Open(file.Path).Find("/deflated")!.Content;
        Assert.True(MemoryMarshal.TryGetArray(content.Slice(10).First, out ArraySegment<byte> first));
        Assert.True(MemoryMarshal.TryGetArray(content.Slice(0).First, out ArraySegment<byte> again));
        Assert.Same(first.Array, again.Array);
        Assert.Equal(Large, content.Slice(0).ToArray());
    }

    [Fact]
    public void DamagedEntry_ThrowsBeforeAByteIsSeen()
    {
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, new RawZip(new RawEntry("bad", "some text") { Crc = 1 }).ToBytes());
        Content content = ZipLayer.Open(file.Path, Mapped).Find("/bad")!.Content;
        Assert.Equal("bad", Assert.Throws<ZipException>(() => content.Slice(0)).Entry);
        Assert.Equal("bad", Assert.Throws<ZipException>(() => content.Read(0, new byte[1])).Entry);
    }

    [Fact]
    public void Map_LastsAsLongAsMemoryOfIt_AndNoLonger()
    {
        if (!OperatingSystem.IsLinux()) return; // what is mapped is known from /proc
        using TemporaryFile file = Archive();
        Hold(file.Path);
        Assert.True(IsGone(file.Path), "the map is still there");
    }

    [Fact]
    public void RefusedArchive_IsUnmappedAtOnce()
    {
        if (!OperatingSystem.IsLinux()) return; // what is mapped is known from /proc
        using var file = new TemporaryFile();
        File.WriteAllText(file.Path, "no archive at all");
        Assert.Throws<ZipException>(() => ZipLayer.Open(file.Path, Mapped));
        Assert.DoesNotContain(file.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Hold(string path)
    {
        ReadOnlyMemory<byte> memory = MemoryOf(path);
        Collect();
        Assert.Contains(path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
        Assert.Equal(Large, memory.ToArray());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlyMemory<byte> MemoryOf(string path) => ZipLayer.Open(path, Mapped).Find("/stored")!.Content.Slice(0).First;

    private static bool IsGone(string path)
    {
        for (int i = 0; i < 20; i++)
        {
            Collect();
            if (!File.ReadAllText("/proc/self/maps").Contains(path, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static unsafe nint AddressOf(Content content, long offset)
    {
        using MemoryHandle pin = content.Slice(offset).First.Pin();
        return (nint)pin.Pointer;
    }

    private static TemporaryFile Archive()
    {
        var file = new TemporaryFile();
        byte[] name = Encoding.UTF8.GetBytes("stored"), deflated = Encoding.UTF8.GetBytes("deflated");
        File.WriteAllBytes(file.Path, new RawZip(new RawEntry(name, Large), new RawEntry(deflated, Large) { Deflate = true }, new RawEntry("small", "0123456789")).ToBytes());
        return file;
    }
}
