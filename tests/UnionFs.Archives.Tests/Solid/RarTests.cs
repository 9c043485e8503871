using System.Text;

namespace UnionFs.Archives.Tests.Solid;

/// <summary>Rar archives of both formats, stored.</summary>
public class RarTests
{
    private static byte[] Archive(int version, params RarFile[] files) => version == 4 ? RawRar.Version4(files) : RawRar.Version5(files);

    private static Layer Open(byte[] archive, ArchiveOptions? options = null) => ArchiveLayer.Open(Content.FromOwned(archive), "pack.rar", options);

    private static string[] Listing(Layer layer) => [.. layer.Entries().Where(entry => entry.Kind == NodeKind.File).Select(entry => $"{entry.Path}={Encoding.UTF8.GetString(Bytes(entry.Content))}")];

    internal static byte[] Bytes(Content content)
    {
        var bytes = new byte[content.Length];
        Assert.Equal(bytes.Length, content.Read(0, bytes));
        return bytes;
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Files_AreWhatWasPacked(int version)
    {
        var random = new Random(1);
        byte[] large = new byte[300_000];
        random.NextBytes(large);
        Layer layer = Open(Archive(version, new RarFile("a.txt", "one"), new RarFile("dir/sub/b.bin", large), new RarFile("empty", ""), new RarFile("dir/c.txt", "three")));
        Assert.Equal(["/a.txt", "/dir/c.txt", "/dir/sub/b.bin", "/empty"], layer.Entries().Where(entry => entry.Kind == NodeKind.File).Select(entry => entry.Path));
        Assert.Equal(large, Bytes(layer.Find("/dir/sub/b.bin")!.Content));
        Assert.Equal("three", Encoding.UTF8.GetString(Bytes(layer.Find("/dir/c.txt")!.Content)));
        var part = new byte[10];
        Assert.Equal(10, layer.Find("/dir/sub/b.bin")!.Content.Read(123_456, part));
        Assert.Equal(large[123_456..123_466], part);
    }

    [Theory]
    [InlineData(4, "../evil", "..")]
    [InlineData(5, "../evil", "..")]
    [InlineData(5, "a/../../evil", "..")]
    [InlineData(5, "..\\evil", "..")]
    [InlineData(5, "/etc/passwd", "absolute")]
    [InlineData(4, "C:/evil", "drive letter")]
    [InlineData(5, "C:\\evil", "drive letter")]
    public void AHostileName_IsRefused_OrLeftOut(int version, string name, string reason)
    {
        byte[] archive = Archive(version, new RarFile("good", "g"), new RarFile(name, "e"), new RarFile("more", "m"));
        ArchiveException error = Assert.Throws<ArchiveException>(() => Open(archive));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Entry);
        var refused = new List<string>();
        Layer layer = Open(archive, new ArchiveOptions { OnRefused = each => refused.Add(each.Entry!) });
        Assert.Single(refused);
        Assert.Equal(["/good=g", "/more=m"], Listing(layer));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Damage_IsToldByEntry_AtTheFirstRead(int version)
    {
        byte[] archive = Archive(version, new RarFile("good", "g"), new RarFile("bad", "damaged") { Crc = 0x1234_5678 });
        Layer layer = Open(archive);
        for (int i = 0; i < 2; i++)
        {
            ArchiveException error = Assert.Throws<ArchiveException>(() => Bytes(layer.Find("/bad")!.Content));
            Assert.Equal(("pack.rar", "bad"), (error.Archive, error.Entry));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void APathTwice_OrUnderAFile_IsRefused(int version)
    {
        Assert.Equal("a", Assert.Throws<ArchiveException>(() => Open(Archive(version, new RarFile("a", "1"), new RarFile("a", "2")))).Entry);
        Assert.Throws<ArchiveException>(() => Open(Archive(version, new RarFile("a", "1"), new RarFile("a/b", "2"))));
    }

    [Fact]
    public void ALink_AndAnEncryptedEntry_AreRefused()
    {
        Assert.Contains("link", Assert.Throws<ArchiveException>(() => Open(RawRar.Version4(new RarFile("l", "target") { HostOs = 3, Attributes = 0xA1FF }))).Message, StringComparison.Ordinal);
        Assert.Equal("secret", Assert.Throws<ArchiveException>(() => Open(RawRar.Version4(new RarFile("secret", "x") { Flags = 4 }))).Entry);
        Assert.Throws<ArchiveException>(() => Open(RawRar.Version4(new RarFile("part", "x") { Flags = 2 })));
    }

    [Fact]
    public void Limits_HoldBeforeAnythingIsUnpacked()
    {
        byte[] archive = RawRar.Version5(new RarFile("a", "12345"), new RarFile("b", "12345"));
        Assert.Equal("a", Assert.Throws<ArchiveException>(() => Open(archive, new ArchiveOptions { Limits = ZipLimits.Default with { MaxEntryBytes = 4 } })).Entry);
        Assert.Equal("b", Assert.Throws<ArchiveException>(() => Open(archive, new ArchiveOptions { Limits = ZipLimits.Default with { MaxTotalBytes = 9 } })).Entry);
        Assert.Equal("b", Assert.Throws<ArchiveException>(() => Open(archive, new ArchiveOptions { Limits = ZipLimits.Default with { MaxEntries = 1 } })).Entry);
    }

    /// <summary>Whatever is cut off or changed: an error of ours, or the very files. Version 4 has no end mark that an archive must have: one cut between two files is shorter.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void AnyDamage_IsAnError_OrChangesNothing(int version)
    {
        byte[] archive = Archive(version, new RarFile("a.txt", "some text"), new RarFile("dir/b.txt", "other text"));
        string[] whole = Listing(Open(archive));
        int[] ends = [.. new RarFile[][] { [], [new("a.txt", "some text")], [new("a.txt", "some text"), new("dir/b.txt", "other text")] }
            .Select(files => Archive(version, files).Length - 7)];
        var random = new Random(version);
        int errors = 0;
        for (int i = 0; i < archive.Length * 3; i++)
        {
            byte[] damaged = [.. archive];
            if (i < archive.Length) damaged = archive[..i];
            else damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                string[] listing = Listing(Open(damaged));
                if (version == 4 && ends.Contains(damaged.Length)) Assert.All(listing, line => Assert.Contains(line, whole));
                else Assert.Equal(whole, listing);
            }
            catch (ArchiveException)
            {
                errors++;
            }
        }
        Assert.InRange(errors, archive.Length / 2, int.MaxValue);
    }
}
