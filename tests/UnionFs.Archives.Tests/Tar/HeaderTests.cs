using System.Text;
using static UnionFs.Archives.Tests.Tar.RawHeader;
using static UnionFs.Archives.Tests.Tar.TarReading;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>Fields of the header, and the extended headers that stand for them. Names in backticks are OCI.md's cases.</summary>
public class HeaderTests
{
    [Fact]
    public void Entry_Plain_HasWhatItsHeaderSays()
    {
        byte[] tar = new RawTar().Add(new RawHeader("dir/file") { Mode = "0104755", Uid = Octal(1000, 7), Gid = Octal(50, 7), ModifyTime = Octal(12345, 11) }, "hello"u8).End();
        (IReadOnlyList<TarEntry> entries, IReadOnlyList<byte[]> data) = Read(tar);
        TarEntry entry = Assert.Single(entries);
        Assert.Equal(("dir/file", TarEntryKind.File, 0x9ED, 1000u, 50u, 5L), (entry.Name, entry.Kind, entry.Mode, entry.Uid, entry.Gid, entry.Size));
        Assert.Equal(new UnixTime(12345), entry.ModifyTime);
        Assert.Equal((0L, 512L), (entry.HeaderOffset, entry.DataOffset));
        Assert.Equal("hello"u8.ToArray(), data[0]);
    }

    [Fact]
    public void Checksum_Wrong_IsRefused_bad_sum()
    {
        TarException error = Refused(new RawTar().File("good").Add(new RawHeader("bad-sum") { WrongSum = true }).End());
        Assert.Contains("checksum", error.Message);
        Assert.Equal(512, error.Offset);
        Assert.Contains("not a tar archive", Refused(new byte[511].Concat(new byte[] { 7 }).ToArray()).Message);
    }

    [Fact]
    public void Checksum_OfSignedCharacters_IsTaken()
    {
        byte[] tar = new RawTar().Add(new RawHeader("x") { NameBytes = [0xE9, 0xFF] }).End();
        int signed = 8 * ' ' + Enumerable.Range(0, 512).Where(i => i is < 148 or >= 156).Sum(i => (sbyte)tar[i]);
        Encoding.ASCII.GetBytes(Convert.ToString(signed, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
        Assert.Equal("\uDCE9\uDCFF", Single(tar).Name);
    }

    [Fact]
    public void Name_OfUstarPrefix_IsJoined()
    {
        Assert.Equal("a/very/long/name", Single(new RawTar().Add(new RawHeader("name") { Prefix = "a/very/long" }).End()).Name);
        // GNU keeps times where ustar has the prefix.
        Assert.Equal("name", Single(new RawTar().Add(new RawHeader("name") { Prefix = "14000000000", Magic = "ustar  \0" }).End()).Name);
        // star's prefix is shorter, and times follow it.
        byte[] star = new RawTar().Add(new RawHeader("name") { Prefix = "p", Patches = [(476, "14000000000\0"u8.ToArray()), (508, "tar\0"u8.ToArray())] }).End();
        Assert.Equal("p/name", Single(star).Name);
        Assert.Equal("v7", Single(new RawTar().Add(new RawHeader("v7") { Magic = "", Prefix = "junk" }).End()).Name);
        Assert.Equal(new string('n', 100), Single(new RawTar().Add(new RawHeader(new string('n', 100))).End()).Name);
    }

    [Fact]
    public void Names_Long_LastPaxWinsOverGnuOverUstar()
    {
        string longName = string.Join('/', Enumerable.Repeat("component", 30));
        Assert.Equal(longName, Single(new RawTar().Long('L', longName).File("short").End()).Name);
        TarEntry link = Single(new RawTar().Long('K', longName + "K").Long('L', longName).Symlink("short", "t").End());
        Assert.Equal((longName, longName + "K"), (link.Name, link.LinkName));
        // L followed by x: System.Formats.Tar returns the x header as an entry.
        TarEntry both = Single(new RawTar().Long('L', longName).Pax(("mtime", "1.5"), ("path", "pax/name")).File("short").End());
        Assert.Equal(("pax/name", new UnixTime(1, 500_000_000)), (both.Name, both.ModifyTime));
        Assert.Equal(longName, Single(new RawTar().Pax(("mtime", "1.5")).Long('L', longName).File("short").End()).Name);
        Assert.Equal("second", Single(new RawTar().Pax(("path", "first"), ("path", "second")).File("x").End()).Name);
        Assert.Equal("header", Single(new RawTar().Pax(("path", "first"), ("path", "")).File("header").End()).Name);
        Assert.Equal(["named", "plain"], Read(new RawTar().Long('L', "named").File("x").File("plain").End()).Entries.Select(e => e.Name));
    }

    [Fact]
    public void Names_AreBytes_pax_nonutf8()
    {
        byte[] name = [.. "srv/odd/latin1-"u8, 0xE9, 0xFF];
        Assert.Equal(name, NameEncoding.Encode(Single(new RawTar().PaxBytes('x', ("path", name)).File("x").End()).Name));
        Assert.Equal(name, NameEncoding.Encode(Single(new RawTar().Add(new RawHeader("") { NameBytes = name }).End()).Name));
    }

    [Fact]
    public void Name_WithNul_IsRefused_nul_pax()
    {
        Assert.Contains("path", Refused(new RawTar().Pax(("path", "a\0b")).File("x").End()).Message);
        Assert.Contains("linkpath", Refused(new RawTar().Pax(("linkpath", "a\0b")).Symlink("x", "y").End()).Message);
        Assert.Contains("NUL", Refused(new RawTar().Long('L', "a\0b").File("x").End()).Message);
        Assert.Contains("empty", Refused(new RawTar().File("").End()).Message);
    }

    [Fact]
    public void Numbers_InEveryForm_AreExact_pax_uid()
    {
        TarEntry entry = Single(new RawTar().Add(new RawHeader("x") { Uid = Binary(uint.MaxValue - 1, 8), Gid = " 17 \0\0\0 "u8.ToArray(), ModifyTime = Binary(-5, 12) }).End());
        Assert.Equal((4294967294u, 15u, new UnixTime(-5)), (entry.Uid, entry.Gid, entry.ModifyTime));
        entry = Single(new RawTar().Pax(("uid", "4294967294"), ("gid", "4294967295"), ("mtime", "-1.25")).File("x").End());
        Assert.Equal((4294967294u, 4294967295u, new UnixTime(-2, 750_000_000)), (entry.Uid, entry.Gid, entry.ModifyTime));
        entry = Single(new RawTar().Pax(("mtime", "99999999999.123456789123")).File("x").End());
        Assert.Equal(new UnixTime(99_999_999_999, 123_456_789), entry.ModifyTime);
        Assert.Equal(new UnixTime(1L << 40), Single(new RawTar().Add(new RawHeader("x") { ModifyTime = Binary(1L << 40, 12) }).End()).ModifyTime);
        Assert.Equal(new UnixTime(-1, 750_000_000), Single(new RawTar().Pax(("mtime", "-0.25")).File("x").End()).ModifyTime);
    }

    [Theory]
    [InlineData("uid", "4294967296")]
    [InlineData("uid", "-1")]
    [InlineData("gid", "many")]
    [InlineData("mtime", "1.2.3")]
    [InlineData("mtime", "-9223372036854775808.5")]
    [InlineData("size", "-1")]
    [InlineData("size", "0x10")]
    [InlineData("size", "9223372036854775807")]
    public void Numbers_OutOfRange_AreRefused(string key, string value) => Refused(new RawTar().Pax((key, value)).File("x").End());

    [Fact]
    public void Fields_ThatAreNoNumbers_AreRefused()
    {
        Assert.Equal("f", Refused(new RawTar().Add(new RawHeader("f") { Mode = "0000689" }).End()).Entry);
        Assert.Equal("f", Refused(new RawTar().Add(new RawHeader("f") { Uid = "12 45\0"u8.ToArray() }).End()).Entry);
        Assert.Equal("f", Refused(new RawTar().Add(new RawHeader("f") { SizeField = Binary(-512, 12) }).End()).Entry);
        Assert.Equal("f", Refused(new RawTar().Add(new RawHeader("f") { SizeField = Binary((Int128)1 << 64, 12) }).End()).Entry);
        Assert.Equal("f", Refused(new RawTar().Add(new RawHeader("f") { Uid = Binary(-2, 8) }).End()).Entry);
    }

    [Fact]
    public void Size_OfPax_WinsOverTheHeaders()
    {
        // Where a reader takes the header's 0 instead, the data is read as headers (TARmageddon).
        byte[] hidden = new RawTar().File("smuggled").ToArray();
        byte[] tar = new RawTar().Pax(("size", "512")).Add(new RawHeader("real") { Size = 0 }).Raw(hidden).File("after").End();
        Assert.Equal(["real", "after"], Read(tar).Entries.Select(e => e.Name));
    }

    [Fact]
    public void PaxRecords_AreReadByLength_AnyByteInValues()
    {
        byte[] value = [.. "line\nuser.b=c\n=\0"u8, 0xFF, 0xFE];
        TarEntry entry = Single(new RawTar().PaxBytes('x', ("SCHILY.xattr.user.a", value), ("SCHILY.xattr.user.empty", []), ("comment", "\xFF"u8.ToArray())).File("x").End());
        Assert.Equal(["user.a", "user.empty"], entry.Xattrs.Names);
        Assert.True(entry.Xattrs.TryGet("user.a", out ReadOnlyMemory<byte> read));
        Assert.Equal(value, read.ToArray());
    }

    [Fact]
    public void Xattrs_OfLibarchive_AreDecoded_AndSchilyWins()
    {
        TarEntry entry = Single(new RawTar().Pax(("SCHILY.xattr.user.both", "raw"), ("LIBARCHIVE.xattr.user.both", "b3RoZXI"), ("LIBARCHIVE.xattr.user.a%3Db", "AAEC")).File("x").End());
        Assert.Equal(["user.a=b", "user.both"], entry.Xattrs.Names);
        Assert.True(entry.Xattrs.TryGet("user.a=b", out ReadOnlyMemory<byte> value));
        Assert.Equal([0, 1, 2], value.ToArray());
        Assert.True(entry.Xattrs.TryGet("user.both", out value));
        Assert.Equal("raw"u8.ToArray(), value.ToArray());
        Assert.Contains("libarchive", Refused(new RawTar().Pax(("LIBARCHIVE.xattr.user.a", "not base64!")).File("x").End()).Message);
    }

    [Theory]
    [InlineData("12 path=abc")]
    [InlineData("99 path=abc\n")]
    [InlineData("0 path=abc\n")]
    [InlineData("-5 path=abc\n")]
    [InlineData("path=abc\n")]
    [InlineData("9 pathabc\n")]
    [InlineData("6 =abc\n")]
    [InlineData("99999999999999999999 path=abc\n")]
    public void PaxRecords_Malformed_AreRefused(string record) =>
        Assert.Contains("PAX record", Refused(new RawTar().Add(new RawHeader("PaxHeaders/x", 'x'), Encoding.UTF8.GetBytes(record)).File("x").End()).Message);

    [Fact]
    public void GlobalPaxHeader_IsIgnored_WithAWarning()
    {
        var warnings = new List<TarWarning>();
        byte[] tar = new RawTar().PaxBytes('g', ("path", "every"u8.ToArray()), ("comment", "commit"u8.ToArray())).File("a").File("b").End();
        Assert.Equal(["a", "b"], Read(tar, warnings: warnings).Entries.Select(e => e.Name));
        Assert.Contains("global", Assert.Single(warnings).Message);
    }
}
