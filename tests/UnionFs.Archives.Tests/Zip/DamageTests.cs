namespace UnionFs.Archives.Tests;

/// <summary>Damaged archives: an error that names archive and entry, or the right bytes, never wrong ones.</summary>
public class DamageTests
{
    private static readonly byte[] Text = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * i / 7))];

    [Fact]
    public void Read_WrongCrc_Throws()
    {
        foreach (bool deflate in new[] { false, true })
            Throws("checksum", new RawEntry("a"u8.ToArray(), Text) { Deflate = deflate, Crc = 1 });
    }

    [Fact]
    public void Read_InflatesToOtherSize_Throws()
    {
        Throws("less", new RawEntry("a"u8.ToArray(), Text) { Deflate = true, Size = Text.Length + 1 });
        Throws("more", new RawEntry("a"u8.ToArray(), Text) { Deflate = true, Size = Text.Length - 1 });
    }

    [Fact]
    public void Read_DeflatedDataCut_Throws()
    {
        byte[] packed = RawEntry.Deflated(Text);
        ZipException error = Assert.Throws<ZipException>(() => Read(new RawEntry("a"u8.ToArray(), Text) { Method = 8, PackedBytes = packed[..(packed.Length / 2)] }));
        Assert.Equal(("test.zip", "a"), (error.Archive, error.Entry));
    }

    [Fact]
    public void Read_NotDeflated_Throws() => Throws("damaged", new RawEntry("a"u8.ToArray(), Text) { Method = 8, PackedBytes = [0xFF, 0xFF, 0xFF, 0xFF] });

    [Fact]
    public void Read_LocalHeaderDiffers_Throws()
    {
        Throws("another name", new RawEntry("a", "x") { LocalName = "b"u8.ToArray() });
        Throws("another name", new RawEntry("a", "x") { LocalName = "ab"u8.ToArray() });
        Throws("another compression method", new RawEntry("a", "x") { LocalMethod = 8 });
        Throws("another size", new RawEntry("a", "x") { LocalSize = 2 });
        Throws("another checksum", new RawEntry("a", "x") { LocalCrc = 2 });
        Throws("another flags", new RawEntry("a", "x") { LocalFlags = 1 });
        Throws("no local header", new RawEntry("a", "x") { LocalName = "abc"u8.ToArray(), Offset = 2 });
    }

    [Fact]
    public void Open_LocalHeaderOfDirectoryDiffers_Refuses()
    {
        ZipException error = Assert.Throws<ZipException>(() => new RawZip(new RawEntry("d/") { LocalName = "e/"u8.ToArray() }).Open());
        Assert.Equal("d/", error.Entry);
    }

    [Fact]
    public void Read_AfterFailure_TriesAgain()
    {
        byte[] good = new RawZip(new RawEntry("a"u8.ToArray(), Text) { Deflate = true }, new RawEntry("b"u8.ToArray(), Text)).ToBytes();
        var disk = new FlakyContent(good);
        Layer layer = ZipLayer.Open(disk, "test.zip");
        disk.Broken = true;
        foreach (string path in new[] { "/a", "/b" })
        {
            ZipException error = Assert.Throws<ZipException>(() => layer.At(path).Bytes());
            Assert.Equal(path[1..], error.Entry);
            Assert.Contains("no such sector", error.Message, StringComparison.Ordinal);
        }
        disk.Broken = false;
        Assert.Equal(Text, layer.At("/a").Bytes());
        Assert.Equal(Text, layer.At("/b").Bytes());
    }

    [Fact]
    public void Read_FileCutAfterOpen_Throws()
    {
        if (OperatingSystem.IsWindows()) return; // there an open file cannot be cut in the first place
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, new RawZip(new RawEntry("a"u8.ToArray(), Text)).ToBytes());
        Layer layer = ZipLayer.Open(file.Path);
        using (FileStream cut = new(file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) cut.SetLength(100);
        Assert.Contains("shorter", Assert.Throws<ZipException>(() => layer.At("/a").Bytes()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Open_CutAnywhere_Refuses(string which)
    {
        byte[] zip = Build(which).ToBytes();
        for (int length = 0; length < zip.Length; length++) Assert.Throws<ZipException>(() => ZipLayer.Open(Content.From(zip.AsSpan(0, length)), "cut"));
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Read_AnyByteChanged_GivesRightBytesOrThrows(string which)
    {
        byte[] zip = Build(which).ToBytes();
        Dictionary<string, byte[]> right = ZipLayer.Open(Content.From(zip), "good").Entries().Where(e => e.Kind == NodeKind.File).ToDictionary(e => e.Path, e => e.Bytes());
        int served = 0, refused = 0;
        for (int i = 0; i < zip.Length; i++)
        {
            foreach (int change in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 0xFF, 0xC0, zip[i] })
            {
                byte[] bad = [.. zip];
                bad[i] ^= (byte)change;
                try
                {
                    foreach (LayerEntry entry in ZipLayer.Open(Content.FromOwned(bad), "bad").Entries().Where(e => e.Kind == NodeKind.File))
                    {
                        try
                        {
                            byte[] bytes = entry.Bytes();
                            // A name that is not one of ours can come from a link whose type bits were hit; its bytes are the target.
                            if (right.TryGetValue(entry.Path, out byte[]? expected)) Assert.Equal(expected, bytes);
                            else Assert.Equal("/link", entry.Path);
                            served++;
                        }
                        catch (ZipException)
                        {
                            refused++;
                        }
                    }
                }
                catch (ZipException)
                {
                    refused++;
                }
            }
        }
        Assert.True(served > 0 && refused > 0);
    }

    public static TheoryData<string> Archives() => ["plain", "zip64", "descriptors"];

    private static RawZip Build(string which)
    {
        ushort flags = (ushort)(which == "descriptors" ? 8 : 0);
        bool zip64 = which == "zip64";
        return new RawZip(
            new RawEntry("dir/") { External = RawEntry.Unix(0x41ED), Zip64 = zip64 },
            new RawEntry("dir/stored", "stored bytes") { External = RawEntry.Unix(0x81A4), Flags = flags, Zip64 = zip64 },
            new RawEntry("dir/deflated", "deflated deflated deflated deflated bytes") { Deflate = true, Flags = flags, Zip64 = zip64 },
            new RawEntry("empty") { Zip64 = zip64, CentralExtra = RawEntry.Field(0x5455, 1, 1, 2, 3, 4) },
            new RawEntry("link", "dir/stored") { External = RawEntry.Unix(0xA1FF), Zip64 = zip64 })
        { Zip64 = zip64 };
    }

    private static byte[] Read(RawEntry entry) => new RawZip(entry).Open().At("/a").Bytes();

    private static void Throws(string reason, RawEntry entry)
    {
        ZipException error = Assert.Throws<ZipException>(() => Read(entry));
        Assert.Equal(("test.zip", "a"), (error.Archive, error.Entry));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private sealed class FlakyContent(byte[] bytes) : Content
    {
        public bool Broken { get; set; }

        public override long Length => bytes.Length;

        protected override void ReadExactly(long offset, Span<byte> destination)
        {
            if (Broken) throw new IOException("There is no such sector.");
            bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
        }
    }
}
