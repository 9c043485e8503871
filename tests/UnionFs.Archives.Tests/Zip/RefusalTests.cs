namespace UnionFs.Archives.Tests;

/// <summary>What must not become a layer, and that the error says which entry it is about.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData("../x", "`..`")]
    [InlineData("a/../x", "`..`")]
    [InlineData("a/..", "`..`")]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("//server/share", "absolute")]
    [InlineData("C:/x", "drive letter")]
    [InlineData("c:x", "drive letter")]
    public void Open_NameLeavesTheTree_Refuses(string name, string reason) => Refuses(name, reason, new RawEntry(name, "x"));

    [Theory]
    [InlineData(@"..\x", "`..`")]
    [InlineData(@"a\..\x", "`..`")]
    [InlineData(@"\x", "absolute")]
    [InlineData(@"C:\x", "drive letter")]
    public void Open_DosNameLeavesTheTree_Refuses(string name, string reason)
    {
        foreach (byte host in new byte[] { 0, 6, 10, 14 }) Refuses(name, reason, new RawEntry(name, "x") { Host = host });
    }

    [Fact]
    public void Open_NameWithNul_Refuses()
    {
        ZipException error = Assert.Throws<ZipException>(() => new RawZip(new RawEntry("a\0b", "x")).Open());
        Assert.Equal("a\0b", error.Entry);
        Assert.Contains(@"entry 'a\x00b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ComponentOf256Bytes_Refuses()
    {
        Refuses(new string('a', 256), "255", new RawEntry(new string('a', 256), "x"));
        Refuses("d/" + new string('ä', 128), "255", new RawEntry("d/" + new string('ä', 128), "x"));
        Assert.Equal(["/" + new string('a', 255)], new RawZip(new RawEntry(new string('a', 255), "x")).Open().Paths());
    }

    [Fact]
    public void Open_NameOf4096Bytes_Refuses()
    {
        string deep = string.Concat(Enumerable.Repeat("a/", 2047));
        Refuses(deep + "ab", "4095", new RawEntry(deep + "ab", "x"));
        Assert.Equal(2048, new RawZip(new RawEntry(deep + "a", "x")).Open().Paths().Length);
    }

    [Fact]
    public void Open_Fifo_RefusesAndDoesNotWait()
    {
        using var directory = new TemporaryDirectory();
        string fifo = System.IO.Path.Combine(directory.Path, "fifo");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", fifo)!) mkfifo.WaitForExit();
        Assert.True(File.Exists(fifo));
        Assert.Contains("too short", Assert.Throws<ZipException>(() => ZipLayer.Open(fifo)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EmptyName_Refuses()
    {
        ZipException error = Assert.Throws<ZipException>(() => new RawZip(new RawEntry("", "x")).Open());
        Assert.Contains("empty name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_RootAsFile_Refuses() => Refuses("./", "Symlink", new RawEntry("./", "x") { External = RawEntry.Unix(0xA1FF) });

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a/", "a/")]
    [InlineData("a", "a/")]
    [InlineData("a/", "a")]
    [InlineData("a", "./a")]
    [InlineData("a/b", "a")]
    [InlineData("d/a", "d//a")]
    public void Open_SamePathTwice_Refuses(string first, string second) =>
        Refuses(second, "taken", new RawEntry(first), new RawEntry(second));

    [Fact]
    public void Open_DosNameIsAnothersPath_Refuses() => Refuses(@"a\b", "taken", new RawEntry("a/b", "x"), new RawEntry(@"a\b", "y") { Host = 0 });

    [Fact]
    public void Open_FileAsParent_Refuses()
    {
        Refuses("a/b", "parent", new RawEntry("a", "x"), new RawEntry("a/b", "y"));
        Refuses("l/b", "parent", new RawEntry("l", "d") { External = RawEntry.Unix(0xA1FF) }, new RawEntry("l/b", "y"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 << 6)]
    [InlineData(1 << 13)]
    public void Open_Encrypted_Refuses(int flags) => Refuses("secret", "encrypted", new RawEntry("secret", "x") { Flags = (ushort)flags });

    [Fact]
    public void Open_Patch_Refuses() => Refuses("p", "patch", new RawEntry("p", "x") { Flags = 1 << 5 });

    [Theory]
    [InlineData(9, "Deflate64")]
    [InlineData(12, "BZIP2")]
    [InlineData(14, "LZMA")]
    [InlineData(93, "Zstandard")]
    [InlineData(95, "XZ")]
    [InlineData(99, "AES")]
    [InlineData(1234, "1234")]
    public void Open_UnsupportedMethod_NamesIt(int method, string name) => Refuses("m", name, new RawEntry("m", "x") { Method = (ushort)method });

    [Fact]
    public void Open_SameDataTwice_RefusesOverlap() =>
        Refuses("b", "overlaps", new RawEntry("b", "x"), new RawEntry("a", "x") { Offset = 0 });

    [Fact]
    public void Open_HeaderInsideAnothersData_RefusesOverlap()
    {
        // The inner archive is one stored entry of the outer one, and the outer directory names the inner entry too.
        byte[] inner = new RawZip(new RawEntry("inner", "x")).ToBytes();
        Refuses("outer", "overlaps entry 'inner'", new RawEntry("outer"u8.ToArray(), inner), new RawEntry("inner", "x") { Offset = 35 });
    }

    [Fact]
    public void Open_DataReachesIntoDirectory_Refuses() =>
        Refuses("a", "overlaps the central directory", new RawEntry("a", "x") { PackedSize = 2, Size = 2 });

    [Fact]
    public void Read_LocalExtraPushesDataIntoNextEntry_Throws()
    {
        byte[] zip = new RawZip(new RawEntry("a", "x"), new RawEntry("b", "y")).ToBytes();
        zip[28] = 1;
        Layer layer = ZipLayer.Open(Content.From(zip), "test.zip");
        Throws("a", "runs into", () => layer.At("/a").Bytes());
        Assert.Equal("y", layer.At("/b").Text());
    }

    [Fact]
    public void Open_OffsetOutside_Refuses() => Refuses("a", "outside", new RawEntry("a", "x") { Offset = 1 << 20 });

    [Fact]
    public void Open_StoredOfTwoSizes_Refuses() => Refuses("a", "two different sizes", new RawEntry("a", "xyz") { Size = 2 });

    [Fact]
    public void Open_DirectoryWithContent_Refuses() => Refuses("a/", "content", new RawEntry("a/", "x"));

    [Fact]
    public void Open_EmptyWithChecksum_Refuses() => Refuses("a", "checksum", new RawEntry("a") { Crc = 1 });

    [Theory]
    [InlineData(0x2000u)]
    [InlineData(0x6000u)]
    public void Open_Device_Refuses(uint type) => Refuses("d", "device", new RawEntry("d") { External = RawEntry.Unix(type | 0x1A4) });

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Open_SymlinkToNothing_Refuses(string target) =>
        Refuses("l", "symbolic link", new RawEntry("l", target) { External = RawEntry.Unix(0xA1FF) });

    [Fact]
    public void Open_SymlinkTo4096Bytes_Refuses()
    {
        Refuses("l", "4096", new RawEntry("l", new string('t', 4096)) { External = RawEntry.Unix(0xA1FF) });
        Layer layer = new RawZip(new RawEntry("l", new string('t', 4095)) { External = RawEntry.Unix(0xA1FF) }).Open();
        Assert.Equal(new string('t', 4095), layer.At("/l").LinkTarget);
    }

    [Fact]
    public void Open_EntryOnAnotherDisk_Refuses() => Refuses("a", "disk", new RawEntry("a", "x") { Disk = 1 });

    [Fact]
    public void Open_SeveralDisks_Refuses()
    {
        RefusesArchive("disks", new RawZip(new RawEntry("a", "x")) { EndDisk = 1 }.ToBytes());
        RefusesArchive("disks", new RawZip(new RawEntry("a", "x")) { Zip64 = true, Zip64Disks = 2 }.ToBytes());
    }

    [Fact]
    public void Open_CountsDisagree_Refuses()
    {
        RefusesArchive("goes on", new RawZip(new RawEntry("a", "x"), new RawEntry("b", "y")) { EndCount = 1 }.ToBytes());
        RefusesArchive("too short", new RawZip(new RawEntry("a", "x")) { EndCount = 2 }.ToBytes());
        RefusesArchive("disagree", new RawZip(new RawEntry("a", "x")) { Zip64 = true, EndCount = 2 }.ToBytes());
        RefusesArchive("too short", new RawZip(new RawEntry("a", "x")) { Zip64 = true, Zip64Count = ulong.MaxValue }.ToBytes());
    }

    [Fact]
    public void Open_NoZip_Refuses()
    {
        RefusesArchive("too short", []);
        RefusesArchive("no end record", new byte[1000]);
        RefusesArchive("no end record", [.. new RawZip(new RawEntry("a", "x")).ToBytes(), 0]);
    }

    [Fact]
    public void Open_Zip64SizesMissing_Refuses() => Refuses("a", "Zip64", new RawEntry("a", "x") { PackedSize = uint.MaxValue, Size = uint.MaxValue });

    [Fact]
    public void Open_OverLimits_NamesEntryAndLimit()
    {
        var zip = new RawZip(new RawEntry("a", "123"), new RawEntry("b", "12345"));
        Throws("b", "4", () => zip.Open(new ZipLimits { MaxEntryBytes = 4 }));
        Throws("b", "7", () => zip.Open(new ZipLimits { MaxTotalBytes = 7 }));
        Assert.Contains("2 entries", Assert.Throws<ZipException>(() => zip.Open(new ZipLimits { MaxEntries = 1 })).Message, StringComparison.Ordinal);
        zip.Open(new ZipLimits { MaxEntryBytes = 5, MaxTotalBytes = 8, MaxEntries = 2 });
    }

    [Fact]
    public void Open_ImpliedDirectoriesOverLimit_Refuses()
    {
        var zip = new RawZip(new RawEntry("a/b/c/d", "1"));
        Throws("a/b/c/d", "3", () => zip.Open(new ZipLimits { MaxEntries = 3 }));
        zip.Open(new ZipLimits { MaxEntries = 4 });
    }

    [Fact]
    public void Open_RatioNoDeflaterReaches_Refuses()
    {
        Refuses("bomb", "1100", new RawEntry("bomb", "x") { Deflate = true, Size = 1 << 20 });
        Layer zeros = new RawZip(new RawEntry("zeros"u8.ToArray(), new byte[1 << 20]) { Deflate = true }).Open();
        Assert.Equal(new byte[1 << 20], zeros.At("/zeros").Bytes());
    }

    private static void Refuses(string entry, string reason, params RawEntry[] entries) => Throws(entry, reason, () => new RawZip(entries).Open());

    private static void RefusesArchive(string reason, byte[] zip)
    {
        ZipException error = Assert.Throws<ZipException>(() => ZipLayer.Open(Content.From(zip), "test.zip"));
        Assert.Null(error.Entry);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("'test.zip'", error.Message, StringComparison.Ordinal);
    }

    private static void Throws(string entry, string reason, Func<object> action)
    {
        ZipException error = Assert.Throws<ZipException>(action);
        Assert.Equal(entry, error.Entry);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'test.zip', entry '{entry.Replace("\0", @"\x00", StringComparison.Ordinal)}'", error.Message, StringComparison.Ordinal);
    }
}
