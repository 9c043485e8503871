using System.Text;

namespace UnionFs.Oci.Tests.Documents;

public class DocumentTests
{
    private const string Hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Config = $$"""{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Hash}}","size":0}""";

    [Fact]
    public void Manifest_UnknownFieldsAndNulls_Read()
    {
        ImageManifest manifest = ImageManifest.Parse(Utf8($$"""{"schemaVersion":2,"mediaType":null,"annotations":null,"x":[1,{}],"config":{{Config}},"layers":[{{Config}}],"subject":null}"""));
        Assert.Equal(MediaTypes.OciManifest, manifest.MediaType);
        Assert.Equal(Hash, manifest.Layers[0].Digest.ToString());
        Assert.True(manifest.IsImage);
    }

    [Theory]
    [InlineData("""{"config":CONFIG,"layers":[],"manifests":[]}""", "both")]
    [InlineData("""{"manifests":[]}""", "index")]
    [InlineData("""{"schemaVersion":1,"fsLayers":[]}""", "schema 1")]
    [InlineData("""{"schemaVersion":1,"config":CONFIG,"layers":[]}""", "schemaVersion")]
    [InlineData("""{"mediaType":"application/vnd.oci.image.index.v1+json","config":CONFIG,"layers":[]}""", "type")]
    [InlineData("""{"config":CONFIG}""", "layers")]
    [InlineData("""{"layers":[]}""", "config")]
    [InlineData("""{"config":CONFIG,"layers":{}}""", "layers")]
    [InlineData("""{"config":CONFIG,"layers":[{"mediaType":"a","digest":"sha256:../../x","size":1}]}""", "sha256:../../x")]
    [InlineData("""{"config":CONFIG,"layers":[{"mediaType":"a","digest":"HASH","size":-1}]}""", "layers[0].size")]
    [InlineData("""{"config":CONFIG,"layers":[{"mediaType":"a","digest":"HASH","size":1.5}]}""", "layers[0].size")]
    [InlineData("""{"config":CONFIG,"layers":[{"mediaType":"a","digest":"HASH","size":99999999999999999999}]}""", "layers[0].size")]
    [InlineData("""{"config":CONFIG,"layers":[{"mediaType":"a","digest":"HASH"}]}""", "layers[0]")]
    [InlineData("""{"config":CONFIG,"layers":[],"layers":[]}""", "JSON")]
    [InlineData("""{"config":CONFIG,"layers":[{"mediaType":"\ud800","digest":"HASH","size":1}]}""", "layers[0].mediaType")]
    [InlineData("{\"\\ud800\":1,\"\\ud800\":2}", "JSON")]
    [InlineData("{\"annotations\":{\"\\ud800\":\"x\"},\"config\":CONFIG,\"layers\":[]}", "the-manifest")]
    [InlineData("[]", "object")]
    [InlineData("null", "object")]
    [InlineData("", "JSON")]
    [InlineData("{", "JSON")]
    [InlineData("{} {}", "JSON")]
    public void Manifest_Hostile_RefusedWithThePlace(string json, string place)
    {
        OciException error = Assert.Throws<OciException>(() => ImageManifest.Parse(Utf8(Fill(json)), "the-manifest"));
        Assert.StartsWith("the-manifest: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_AnnouncedAsSomethingElse_Refused() =>
        Assert.Contains("announced", Assert.Throws<OciException>(() => ImageManifest.Parse(
            Utf8(Fill($$"""{"mediaType":"{{MediaTypes.OciManifest}}","config":CONFIG,"layers":[]}""")), "m", MediaTypes.DockerManifest)).Message, StringComparison.Ordinal);

    [Fact]
    public void Index_WithLayers_Refused() =>
        Assert.Contains("both", Assert.Throws<OciException>(() => ImageIndex.Parse(Utf8("""{"layers":[],"manifests":[]}"""))).Message, StringComparison.Ordinal);

    [Fact]
    public void Documents_DeepNesting_RefusedWithoutRecursion()
    {
        string deep = string.Concat(Enumerable.Repeat("""{"a":[""", 500_000));
        Assert.Throws<OciException>(() => ImageIndex.Parse(Utf8(deep)));
        Assert.Throws<OciException>(() => ImageConfig.Parse(Utf8(deep)));
    }

    [Fact]
    public void Documents_TooLarge_RefusedBeforeParsing()
    {
        Assert.Contains("limit", Assert.Throws<OciException>(() => ImageManifest.Parse(new byte[(4 << 20) + 1])).Message, StringComparison.Ordinal);
        Assert.Contains("limit", Assert.Throws<OciException>(() => ImageConfig.Parse(new byte[(8 << 20) + 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_MoreLayersThanTheLimit_Refused()
    {
        string layers = string.Join(',', Enumerable.Repeat(Config, 1001));
        Assert.Contains("1001", Assert.Throws<OciException>(() => ImageManifest.Parse(Utf8($$"""{"config":{{Config}},"layers":[{{layers}}]}"""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Config_NullsEverywhere_Read()
    {
        ImageConfig config = ImageConfig.Parse(Utf8("""{"created":null,"architecture":"arm64","os":"linux","variant":null,"config":null,"rootfs":{"type":"layers","diff_ids":null},"history":null}"""));
        Assert.Equal("linux/arm64", config.Platform.ToString());
        Assert.Empty(config.DiffIds);
        Assert.Empty(config.History);
    }

    [Theory]
    [InlineData("""{"os":"linux"}""", "rootfs")]
    [InlineData("""{"rootfs":{"type":"tree","diff_ids":[]}}""", "tree")]
    [InlineData("""{"rootfs":{"type":"layers","diff_ids":["x"]}}""", "diff_ids[0]")]
    [InlineData("""{"rootfs":{"type":"layers"},"history":[{"empty_layer":"yes"}]}""", "history[0].empty_layer")]
    public void Config_Hostile_RefusedWithThePlace(string json, string place) =>
        Assert.Contains(place, Assert.Throws<OciException>(() => ImageConfig.Parse(Utf8(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void Error_TextOfAHostileDocument_IsPrintable() =>
        Assert.DoesNotContain('\e', Assert.Throws<OciException>(() => ImageConfig.Parse(Utf8("""{"rootfs":{"type":"\u001b[31m"}}"""))).Message);

    private static string Fill(string json) => json.Replace("CONFIG", Config, StringComparison.Ordinal).Replace("HASH", Hash, StringComparison.Ordinal);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
