using static UnionFs.Archives.Tests.Tar.RawHeader;
using static UnionFs.Archives.Tests.Tar.TarReading;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>Kinds of entries, where data is, how archives end, and what they may declare.</summary>
public class EntryTests
{
    [Theory]
    [InlineData('0', "f", TarEntryKind.File)]
    [InlineData('\0', "f", TarEntryKind.File)]
    [InlineData('7', "f", TarEntryKind.File)]
    [InlineData('0', "d/", TarEntryKind.Directory)]
    [InlineData('\0', "d/", TarEntryKind.Directory)]
    [InlineData('1', "l", TarEntryKind.HardLink)]
    [InlineData('2', "l", TarEntryKind.Symlink)]
    [InlineData('3', "c", TarEntryKind.CharDevice)]
    [InlineData('4', "b", TarEntryKind.BlockDevice)]
    [InlineData('5', "d", TarEntryKind.Directory)]
    [InlineData('6', "p", TarEntryKind.Fifo)]
    [InlineData('Z', "z", TarEntryKind.Unknown)]
    public void Types_AreTold(char type, string name, TarEntryKind kind) =>
        Assert.Equal(kind, Single(new RawTar().Add(new RawHeader(name, type) { Link = "t" }).End()).Kind);

    [Fact]
    public void Devices_HaveTheirNumbers()
    {
        Assert.Equal(new DeviceNumber(8, 1), Single(new RawTar().Add(new RawHeader("sda1", '4') { Major = "0000010", Minor = "0000001" }).End()).Device);
        Assert.Equal(default, Single(new RawTar().Add(new RawHeader("f") { Major = "junk" }).End()).Device);
    }

    [Fact]
    public void HardLink_WithASize_HasNoData_hl_size()
    {
        byte[] tar = new RawTar().File("a", "data").Add(new RawHeader("b", '1') { Link = "a", Size = 4 }).File("c").End();
        (IReadOnlyList<TarEntry> entries, _) = Read(tar);
        Assert.Equal(["a", "b", "c"], entries.Select(e => e.Name));
        Assert.Equal((0L, 0L), (entries[1].Size, entries[1].PackedSize));
    }

    [Fact]
    public void UnknownType_DataIsSkipped() =>
        Assert.Equal(["z", "after"], Read(new RawTar().Add(new RawHeader("z", 'Z'), new byte[700]).File("after").End()).Entries.Select(e => e.Name));

    [Fact]
    public void Ends_ThatAllEnginesTake_AreTaken()
    {
        Assert.Empty(Read([]).Entries); // `empty`
        Assert.Empty(Read(new byte[1024]).Entries); // `empty-tar`
        Assert.Single(Read(new RawTar().File("a", "x").ToArray()).Entries); // `no-eof`
        Assert.Single(Read(new RawTar().File("a", "x").ToArray()[..^511]).Entries); // without the padding
        Assert.Equal("a", Refused(new RawTar().File("a", "xy").ToArray()[..^511]).Entry);
        Assert.Single(Read(new RawTar().File("a").Raw(new byte[512]).ToArray()).Entries);
        Assert.Single(Read([.. new RawTar().File("a").End(), .. "garbage"u8]).Entries); // `garbage-after`
        Assert.Single(Read([.. new RawTar().File("a").End(), .. new RawTar().File("b").End()]).Entries);
    }

    [Fact]
    public void End_OfOneZeroBlockOnly_IsRefused_one_zero() =>
        Assert.Equal("b", Refused(new RawTar().File("a").Raw(new byte[512]).File("b").End()).Entry);

    [Fact]
    public void Archive_CutAnywhere_IsRefusedOrComplete()
    {
        byte[] tar = new RawTar().Pax(("mtime", "1.5")).File("first", new string('x', 1000)).Long('L', "long").File("second", "y").ToArray();
        // Nothing, or whole files up to the padding of the last one.
        (int From, int To)[] complete = [(0, 0), (512 * 3 + 1000, 512 * 5), (tar.Length - 511, tar.Length)];
        for (int length = 0; length <= tar.Length; length += length % 512 == 0 ? 1 : 511 - length % 512 == 0 ? 1 : 255)
        {
            byte[] cut = tar[..length];
            if (Array.Exists(complete, range => length >= range.From && length <= range.To)) Read(cut);
            else Assert.Contains("end", Refused(cut).Message.Replace("extended header without an entry", "end", StringComparison.Ordinal));
        }
        Assert.Equal("first", Refused(tar[..(512 * 4)]).Entry);
    }

    [Fact]
    public void Sizes_ThatLie_CostNothing_size_huge()
    {
        var limits = new TarLimits { MaxEntryBytes = long.MaxValue, MaxTotalBytes = long.MaxValue };
        byte[] tar = new RawTar().Add(new RawHeader("huge") { SizeField = Binary(1L << 40, 12) }).End();
        AssertCheap(() => Assert.Equal("huge", Refused(tar, limits).Entry));
        AssertCheap(() => Assert.Contains("ends within", Refused(tar, limits).Message));
        AssertCheap(() => Assert.Contains("limit", Refused(new RawTar().Add(new RawHeader("huge") { SizeField = Binary(1L << 60, 12) }).End()).Message));
        AssertCheap(() => Refused(new RawTar().Add(new RawHeader("huge") { SizeField = Binary(long.MaxValue, 12) }).End(), limits));
    }

    [Theory]
    [InlineData('L', 1L << 33)] // `gnu-long-huge`
    [InlineData('K', 1L << 33)]
    [InlineData('x', 1L << 33)] // `pax-huge`
    [InlineData('x', (1L << 20) + 1)]
    [InlineData('g', 1L << 40)]
    public void ExtendedHeaders_OverTheLimit_AreRefusedUnread(char type, long size) =>
        AssertCheap(() => Assert.Contains("1048576", Refused(new RawTar().Add(new RawHeader("././@LongLink", type) { SizeField = Binary(size, 12) }).End()).Message));

    [Fact]
    public void ExtendedHeaders_OneAfterTheOther_CountTogether()
    {
        var tar = new RawTar();
        for (int i = 0; i < 2000; i++) tar.Pax(("comment", new string('c', 400)));
        Assert.Contains("1048576", Refused(tar.File("nested").End()).Message);
        Assert.Equal("x", Single(new RawTar().Pax(("path", "ignored")).Pax(("mtime", "1")).File("x").End()).Name);
    }

    [Fact]
    public void Names_OverTheLimits_AreRefused_long_comp_deep()
    {
        Assert.Contains("255", Refused(new RawTar().Long('L', "a/" + new string('c', 256)).File("x").End()).Message);
        Single(new RawTar().Long('L', "a/" + new string('c', 255)).File("x").End());
        Assert.Contains("4096", Refused(new RawTar().Long('L', string.Concat(Enumerable.Repeat("d/", 2048)) + "f").File("x").End()).Message);
        Single(new RawTar().Long('L', string.Concat(Enumerable.Repeat("d/", 2047)) + "f").File("x").End());
        Assert.Contains("links to", Refused(new RawTar().Long('K', new string('c', 256)).HardLink("x", "y").End()).Message);
        Assert.Contains("target", Refused(new RawTar().Long('K', new string('c', 4097)).Symlink("x", "y").End()).Message);
    }

    [Fact]
    public void Limits_OnEntriesAndBytes_Hold()
    {
        byte[] tar = new RawTar().File("a", "123").File("b", "456").End();
        Assert.Equal("b", Refused(tar, new TarLimits { MaxEntries = 1 }).Entry);
        Assert.Equal("b", Refused(tar, new TarLimits { MaxTotalBytes = 5 }).Entry);
        Assert.Equal("a", Refused(tar, new TarLimits { MaxEntryBytes = 2 }).Entry);
    }

    [Fact]
    public void HostileNames_AreShownEscaped() =>
        Assert.Contains(@"evil\x1B[2Jname", Refused(new RawTar().Add(new RawHeader("evil\x1B[2Jname") { Mode = "junk" }).End()).Message);

    [Fact]
    public void Index_FindsNames_HoweverTheyAreWritten()
    {
        var index = TarIndex.Read(Content.FromOwned(new RawTar().File("./manifest.json", "1").Directory("dir/").File("/abs", "2").File("./manifest.json", "3").End()), "t");
        Assert.Equal("3"u8.ToArray(), index.Open(index.Find("manifest.json")!).Bytes());
        Assert.NotNull(index.Find("dir"));
        Assert.NotNull(index.Find("abs"));
        Assert.Null(index.Find("none"));
    }

    /// <summary>Whatever an archive declares, memory goes by its length.</summary>
    internal static void AssertCheap(Action action)
    {
        action(); // what is compiled and pooled the first time does not count
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }
}
