namespace UnionFs.Archives.Tests;

/// <summary>What names become.</summary>
public class NameTests
{
    [Theory]
    [InlineData("a", "/a")]
    [InlineData("./a", "/a")]
    [InlineData("d//a", "/d,/d/a")]
    [InlineData("d/./a", "/d,/d/a")]
    [InlineData("..a", "/..a")]
    [InlineData("a..", "/a..")]
    [InlineData("...", "/...")]
    [InlineData(".wh.x", "/.wh.x")]
    [InlineData("ab:c", "/ab:c")]
    public void Open_Name_Normalises(string name, string paths) =>
        Assert.Equal(paths.Split(','), new RawZip(new RawEntry(name, "x")).Open().Paths());

    [Theory]
    [InlineData(3, @"a\b", @"/a\b")]
    [InlineData(0, @"a\b", "/a,/a/b")]
    [InlineData(10, @"a\b\", "/a,/a/b")]
    [InlineData(0, @"d/a\b", @"/d,/d/a\b")]
    public void Open_Backslash_SeparatesOnlyFromDos(int host, string name, string paths) =>
        Assert.Equal(paths.Split(','), new RawZip(new RawEntry(name) { Host = (byte)host }).Open().Paths());

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 11)]
    public void Open_Utf8Name_IsUtf8WithAndWithoutFlag(int flags) =>
        Assert.Equal(["/größe"], new RawZip(new RawEntry("größe", "x") { Flags = (ushort)flags }).Open().Paths());

    [Fact]
    public void Open_NameNotUtf8_KeepsBytes()
    {
        byte[] name = [(byte)'x', 0x81, (byte)'/', 0xE4];
        string path = new RawZip(new RawEntry(name, [1])).Open().Paths()[^1];
        Assert.Equal([(byte)'/', .. name], NameEncoding.Encode(path));
    }

    [Fact]
    public void Open_UnicodePathField_CountsIfItsChecksumFits()
    {
        byte[] name = [0x81];
        byte[] Field(uint crc) => RawEntry.Field(0x7075, [1, .. BitConverter.GetBytes(crc), .. "ü/ö"u8]);
        Assert.Equal(["/ü", "/ü/ö"], new RawZip(new RawEntry(name, [1]) { CentralExtra = Field(Crc32Oracle.Of(name)) }).Open().Paths());
        Assert.Equal(["/\uDC81"], new RawZip(new RawEntry(name, [1]) { CentralExtra = Field(7) }).Open().Paths());
    }

    [Fact]
    public void Open_UnicodePathFieldLeavesTheTree_Refuses()
    {
        byte[] field = RawEntry.Field(0x7075, [1, .. BitConverter.GetBytes(Crc32Oracle.Of("a"u8)), .. "../a"u8]);
        Assert.Throws<ZipException>(() => new RawZip(new RawEntry("a", "x") { CentralExtra = field }).Open());
    }
}
