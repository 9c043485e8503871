using System.Text;
using System.Text.RegularExpressions;

namespace UnionFs.Tests.Paths;

/// <summary>Lone surrogates are written escaped: an attribute's strings are kept as UTF-8 and would lose them.</summary>
public class NameEncodingTests
{
    [Fact]
    public void AnyBytes_DecodedAndEncoded_AreTheSameBytes()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            var bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0) Encoding.UTF8.GetBytes("é中😀").AsSpan(0, Math.Min(bytes.Length, 9)).CopyTo(bytes);
            string text = NameEncoding.Decode(bytes);
            Assert.Equal(bytes, NameEncoding.Encode(text));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0xFF }, @"a\uDCFF")]
    [InlineData(new byte[] { 0xE9 }, @"\uDCE9")]
    [InlineData(new byte[] { 0xC3, 0xA9 }, "é")]
    [InlineData(new byte[] { 0xE2, 0x82 }, @"\uDCE2\uDC82")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, @"\uDCED\uDCA0\uDC80")] // a surrogate in UTF-8 is not UTF-8
    public void Bytes_DecodeAsPythonsSurrogateEscape(byte[] bytes, string text) => Assert.Equal(Regex.Unescape(text), NameEncoding.Decode(bytes));

    [Theory]
    [InlineData(@"\uD800")]
    [InlineData(@"a\uDC7F")]
    [InlineData(@"\uDCC3\uDCA9")] // together they are é, which has a string of its own
    public void Text_ThatNoBytesMapTo_IsRefused(string escaped)
    {
        string text = Regex.Unescape(escaped);
        Assert.False(NameEncoding.TryEncode(text, out _));
        Assert.Throws<ArgumentException>(() => NameEncoding.Encode(text));
        var fs = new UnionFileSystem();
        Assert.Equal(FsError.EILSEQ, fs.Posix.Mkdir("/" + text));
        Assert.Equal(FsError.ENOENT, fs.Posix.Stat("/" + text, out _));
        Assert.Throws<ArgumentException>(() => fs.File.WriteAllText("/" + text, ""));
        Assert.Throws<ArgumentException>(() => new LayerBuilder().AddFile(text, ""));
    }

    [Theory]
    [InlineData("a", 255, FsError.None)]
    [InlineData("a", 256, FsError.ENAMETOOLONG)]
    [InlineData("é", 127, FsError.None)]
    [InlineData("é", 128, FsError.ENAMETOOLONG)]
    [InlineData("中", 85, FsError.None)]
    [InlineData("中", 86, FsError.ENAMETOOLONG)]
    [InlineData("😀", 63, FsError.None)]
    [InlineData("😀", 64, FsError.ENAMETOOLONG)]
    [InlineData(@"\uDCFF", 255, FsError.None)]
    [InlineData(@"\uDCFF", 256, FsError.ENAMETOOLONG)]
    public void NameLength_IsCountedInBytes(string unit, int count, FsError expected)
    {
        string name = string.Concat(Enumerable.Repeat(Regex.Unescape(unit), count));
        Assert.Equal(expected, new UnionFileSystem().Posix.Mkdir("/" + name));
    }
}
