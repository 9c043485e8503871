namespace UnionFs.Oci.Tests.Digests;

public class DigestTests
{
    private const string Hex64 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("sha256:" + Hex64)]
    [InlineData("sha512:" + Hex64 + Hex64)]
    [InlineData("sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564")]
    [InlineData("multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8")]
    public void Parse_Grammar_ComesBack(string text) => Assert.Equal(text, Digest.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("sha256")]
    [InlineData("sha256:")]
    [InlineData(":" + Hex64)]
    [InlineData("sha256:" + Hex64 + "0")]
    [InlineData("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("sha512:" + Hex64)]
    [InlineData("sha256:../../../../../../../../../../../../../../../../../../etc/passwd00")]
    [InlineData("../x:" + Hex64)]
    [InlineData("..:" + Hex64)]
    [InlineData(".:" + Hex64)]
    [InlineData("a..b:" + Hex64)]
    [InlineData("a.:" + Hex64)]
    [InlineData("sha/256:" + Hex64)]
    [InlineData("other:..")]
    [InlineData("other:a/b")]
    [InlineData("other:a\0")]
    [InlineData("other:a\n")]
    [InlineData("SHA256:" + Hex64)]
    public void Parse_AnythingElse_Refused(string text)
    {
        Assert.False(Digest.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Digest.Parse(text));
    }

    [Fact]
    public void Of_NoBytes_IsTheKnownOne() => Assert.Equal(Digest.Parse("sha256:" + Hex64), Digest.Of([]));

    [Fact]
    public void IsSupported_OtherAlgorithm_NotButNamed() => Assert.False(Digest.Parse("blake3:abc").IsSupported);
}
