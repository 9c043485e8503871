using PaxTarEntry = System.Formats.Tar.PaxTarEntry;
using UstarTarEntry = System.Formats.Tar.UstarTarEntry;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>The writer's bytes: PAX only when needed, and what System.Formats.Tar makes of them.</summary>
public class TarWriterTests
{
    private static TarEntry Entry(string name, TarEntryKind kind = TarEntryKind.File) =>
        new() { Name = name, Kind = kind, Type = '0', Mode = 0x1A4, Uid = 0, Gid = 0, ModifyTime = new UnixTime(1_700_000_000) };

    private static byte[] Write(TarEntry entry, Content? content = null)
    {
        var output = new MemoryStream();
        TarWriter writer = TarWriter.Create(output);
        writer.WriteAsync(entry, content).AsTask().GetAwaiter().GetResult();
        writer.FinishAsync().AsTask().GetAwaiter().GetResult();
        Assert.Equal(output.Length, writer.Position);
        return output.ToArray();
    }

    [Fact]
    public void Entry_ThatFits_IsOneHeader()
    {
        byte[] tar = Write(Entry("a/file"), Content.From("hello"));
        Assert.Equal(4 * 512, tar.Length);
        RawHeader same = new("a/file") { Magic = "ustar\0" + "00", Major = "0000000", Minor = "0000000" };
        Assert.Equal(same.ToBlock(5), tar[..512]);
        Assert.Equal("hello"u8.ToArray(), tar[512..517]);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(101, 3)] // no slash to split at
    public void Names_OverAHundredBytes_NeedPax(int length, int blocks) =>
        Assert.Equal((blocks + 2) * 512, Write(Entry(new string('n', length))).Length);

    [Fact]
    public void Names_ThatSplit_NeedNoPax()
    {
        string name = new string('p', 155) + "/" + new string('n', 100);
        byte[] tar = Write(Entry(name));
        Assert.Equal(3 * 512, tar.Length);
        Assert.Equal(name, TarReading.Single(tar).Name);
        string directory = new string('p', 100) + "/" + new string('n', 99);
        tar = Write(Entry(directory, TarEntryKind.Directory));
        Assert.Equal(3 * 512, tar.Length);
        Assert.Equal(directory + "/", TarReading.Single(tar).Name);
    }

    [Fact]
    public void Names_OfEveryLength_ComeBack()
    {
        for (int length = 95; length < 270; length++)
        {
            foreach (string name in new[] { new string('n', length), string.Concat(Enumerable.Repeat("ab/", length / 3)) + "x", new string('a', length / 2) + "/" + new string('b', length - length / 2) })
            {
                if (name.Split('/').Any(part => part.Length > 255)) continue;
                Assert.Equal(name, TarReading.Single(Write(Entry(name))).Name);
                Assert.Equal(name + "/", TarReading.Single(Write(Entry(name, TarEntryKind.Directory))).Name);
                Assert.Equal(name, SystemReads(Write(Entry(name))).Name);
            }
        }
    }

    [Fact]
    public void Times_OfAllSigns_ComeBack()
    {
        foreach (long seconds in new[] { 0, 1, -1, -2, 1L << 33, -(1L << 33), long.MaxValue, long.MinValue + 1 })
        {
            foreach (int nanoseconds in new[] { 0, 1, 500_000_000, 999_999_999 })
            {
                var time = new UnixTime(seconds, nanoseconds);
                Assert.Equal(time, TarReading.Single(Write(WithTime(time))).ModifyTime);
            }
        }
    }

    private static TarEntry WithTime(UnixTime time) => new() { Name = "f", Kind = TarEntryKind.File, Type = '0', Mode = 0, Uid = uint.MaxValue, Gid = 2_097_152, ModifyTime = time };

    [Fact]
    public void Size_Over8GiB_IsInPax()
    {
        var output = new MemoryStream(new byte[1 << 18], 0, 1 << 18, writable: true);
        Assert.Throws<NotSupportedException>(() => TarWriter.Create(output).WriteAsync(Entry("big"), new Zeros(1L << 33)).AsTask().GetAwaiter().GetResult());
        TarException error = Assert.Throws<TarException>(() => TarIndex.Read(Content.FromOwned(output.ToArray()), "t", new TarLimits { MaxEntryBytes = 1 << 20 }));
        Assert.Contains($"{1L << 33} ", error.Message);
    }

    private sealed class Zeros(long length) : Content
    {
        public override long Length => length;

        protected override void ReadExactly(long offset, Span<byte> destination) => destination.Clear();
    }

    [Fact]
    public void SystemFormatsTar_ReadsTheSame_WhereItIsRight()
    {
        TarEntry entry = new()
        {
            Name = "d\u00E9/" + new string('n', 120),
            Kind = TarEntryKind.File,
            Type = '0',
            Mode = 0x9ED,
            Uid = 3_000_000,
            Gid = 7,
            ModifyTime = new UnixTime(1_700_000_000, 123_456_700),
            Xattrs = XattrSet.Empty.With("user.a", "v"u8),
        };
        PaxTarEntry read = Assert.IsType<PaxTarEntry>(SystemReads(Write(entry, Content.From("bytes"))));
        Assert.Equal((entry.Name, 3_000_000, 7, (UnixFileMode)0x9ED, 5L), (read.Name, read.Uid, read.Gid, read.Mode, read.Length));
        Assert.Equal(entry.ModifyTime.ToDateTimeOffset(), read.ModificationTime);
        Assert.Equal("v", read.ExtendedAttributes["SCHILY.xattr.user.a"]);
        Assert.IsType<UstarTarEntry>(SystemReads(Write(Entry("plain"))));
    }

    [Fact]
    public void WhatTarCannotHold_Throws()
    {
        Assert.Throws<ArgumentException>(() => Write(Entry("")));
        Assert.Throws<ArgumentException>(() => Write(Entry("a\0b")));
        Assert.Throws<ArgumentException>(() => Write(Entry("link", TarEntryKind.Symlink)));
        Assert.Throws<ArgumentException>(() => Write(Entry("dir", TarEntryKind.Directory), Content.From("x")));
        Assert.Throws<ArgumentException>(() => Write(Entry("odd", TarEntryKind.Unknown)));
    }

    private static System.Formats.Tar.TarEntry SystemReads(byte[] tar)
    {
        using var reader = new System.Formats.Tar.TarReader(new MemoryStream(tar));
        System.Formats.Tar.TarEntry entry = reader.GetNextEntry(copyData: true)!;
        Assert.Null(reader.GetNextEntry());
        return entry;
    }
}
