using System.Formats.Tar;
using System.Text;
using Xunit.Abstractions;

namespace UnionFs.Oci.Tests.Transports;

public sealed class ArchiveTests(ITestOutputHelper output) : IDisposable
{
    private static readonly byte[] One = LayoutBuilder.Tar(("a", "1")), Two = LayoutBuilder.Tar(("b", "2"));

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Archives_OfSkopeo_ReadLikeTheLayout()
    {
        if (!Tools.Have(output, "skopeo")) return;
        var layout = new LayoutBuilder(_temp["layout"]);
        layout.Index(layout.Image([One, Two], LayoutBuilder.Named("v1")));
        Shell.Run("""
            skopeo copy -q oci:layout:v1 oci-archive:oci.tar:v1
            skopeo copy -q oci:layout:v1 docker-archive:docker.tar:example/app:v1
            gzip -k docker.tar
            """, _temp.Path);
        using OciImage expected = OciImage.Open(layout.Reference + ":v1");
        foreach (string reference in new[] { $"oci-archive:{_temp["oci.tar"]}", $"oci-archive:{_temp["oci.tar"]}:v1", $"docker-archive:{_temp["docker.tar"]}", $"docker-archive:{_temp["docker.tar.gz"]}:docker.io/example/app:v1", $"docker-archive:{_temp["docker.tar"]}:@0" })
        {
            using OciImage image = OciImage.Open(reference);
            Assert.Equal(expected.Layers.Select(layer => layer.DiffId), image.Layers.Select(layer => layer.DiffId));
            Assert.Equal(expected.Config.Platform, image.Config.Platform);
        }
        Assert.Contains("example/app:v1", Assert.Throws<OciException>(() => OciImage.Open($"docker-archive:{_temp["docker.tar"]}:other")).Message, StringComparison.Ordinal);
        Assert.Contains("oci-archive:", Assert.Throws<OciException>(() => OciImage.Open($"docker-archive:{_temp["oci.tar"]}")).Message, StringComparison.Ordinal);
        Assert.Contains("oci-layout", Assert.Throws<OciException>(() => OciImage.Open($"oci-archive:{_temp["docker.tar"]}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DockerArchive_OldForm_LinksGzipAndRepeatedLayers()
    {
        // As docker 1.10 to 24 and skopeo write it: layers in directories, some only links to others, manifest.json in front.
        string config = LayoutBuilder.Config([One, Two, One]);
        string id = Digest.Of(Encoding.UTF8.GetBytes(config)).Encoded;
        Write("image.tar",
            ("manifest.json", $$"""[{"Config":"{{id}}.json","RepoTags":["app:1","app:2"],"Layers":["v1/layer.tar","v2/layer.tar","v3/layer.tar"]}]"""),
            ("./v1/layer.tar", One), ("v2/layer.tar", LayoutBuilder.Gzip(Two)), ("v3/layer.tar", "-> ../v1/./layer.tar"), ($"{id}.json", config));
        using OciImage image = OciImage.Open(Reference("image.tar") + ":app:2");
        Assert.Equal([Digest.Of(One), Digest.Of(Two), Digest.Of(One)], image.Layers.Select(layer => layer.DiffId));
        Assert.Equal([MediaTypes.OciLayer, MediaTypes.OciLayerGzip, MediaTypes.OciLayer], image.Layers.Select(layer => layer.Descriptor.MediaType));
        Assert.Equal(Digest.Of(LayoutBuilder.Gzip(Two)), image.Layers[1].Descriptor.Digest);
        image.CopyTo("oci:" + _temp["out"]);
        using OciImage copied = OciImage.Open("oci:" + _temp["out"]);
        Assert.Equal(image.Id, copied.Id);
    }

    [Fact]
    public void DockerArchive_SeveralImages_OneHasToBeNamed()
    {
        (string first, string second) = (LayoutBuilder.Config([One]), LayoutBuilder.Config([Two]));
        Write("image.tar", ("1.tar", One), ("2.tar", Two), ("a.json", first), ("b.json", second),
            ("manifest.json", """[{"Config":"a.json","RepoTags":["app:1"],"Layers":["1.tar"]},{"Config":"b.json","RepoTags":null,"Layers":["2.tar"]}]"""));
        Assert.Contains("app:1", Assert.Throws<OciException>(() => OciImage.Open(Reference("image.tar"))).Message, StringComparison.Ordinal);
        Assert.Equal(Digest.Of(One), OciImage.Open(Reference("image.tar") + ":app:1").Layers[0].DiffId);
        Assert.Equal(Digest.Of(Two), OciImage.Open(Reference("image.tar") + ":@1").Layers[0].DiffId);
        Assert.Throws<OciException>(() => OciImage.Open(Reference("image.tar") + ":@2"));
    }

    [Theory]
    [InlineData("""[{"Config":"c.json","Layers":["1.tar","1.tar"]}]""", "2 layers")]
    [InlineData("""[{"Config":"c.json","Layers":["none.tar"]}]""", "none.tar")]
    [InlineData("""[{"Config":"c.json","Layers":["../1.tar"]}]""", "../1.tar")]
    [InlineData("""[{"Config":"c.json","Layers":["loop"]}]""", "loop")]
    [InlineData("""[{"Config":"c.json","Layers":["out"]}]""", "out")]
    [InlineData("""[{"Config":"none.json","Layers":["1.tar"]}]""", "none.json")]
    [InlineData("""[{"Config":"dir","Layers":["1.tar"]}]""", "dir")]
    [InlineData("""[{"Config":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.json","Layers":["1.tar"]}]""", "aaaaaaaa")]
    [InlineData("""[{"Layers":["1.tar"]}]""", "Config")]
    [InlineData("[]", "no image")]
    [InlineData("{}", "manifest.json")]
    [InlineData("""[[[[""", "manifest.json")]
    public void DockerArchive_Hostile_RefusedByName(string manifest, string named)
    {
        string config = LayoutBuilder.Config([One]);
        Write("image.tar", ("manifest.json", manifest), ("c.json", config), ("1.tar", One), ("loop", "-> loop"), ("out", "-> ../../1.tar"),
            (new string('a', 64) + ".json", config), ("dir/", ""));
        Assert.Contains(named, Assert.Throws<OciException>(() => OciImage.Open(Reference("image.tar"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_MissingOrADirectory_Named()
    {
        Assert.Contains("none.tar", Assert.ThrowsAny<IOException>(() => OciImage.Open(Reference("none.tar"))).Message, StringComparison.Ordinal);
        Assert.Contains(_temp.Path, Assert.ThrowsAny<IOException>(() => OciImage.Open("oci-archive:" + _temp.Path)).Message, StringComparison.Ordinal);
    }

    private string Reference(string name) => "docker-archive:" + _temp[name];

    /// <summary>Text that starts with `-> ` is a symbolic link, a name that ends with `/` a directory.</summary>
    private void Write(string name, params (string Path, object Content)[] files)
    {
        using FileStream stream = File.Create(_temp[name]);
        using var writer = new TarWriter(stream, TarEntryFormat.Ustar);
        foreach ((string path, object content) in files)
        {
            string? target = content is string text && text.StartsWith("-> ", StringComparison.Ordinal) ? text[3..] : null;
            TarEntryType type = path.EndsWith('/') ? TarEntryType.Directory : target is null ? TarEntryType.RegularFile : TarEntryType.SymbolicLink;
            var entry = new UstarTarEntry(type, path);
            if (target is not null) entry.LinkName = target;
            if (type == TarEntryType.RegularFile) entry.DataStream = new MemoryStream(content as byte[] ?? Encoding.UTF8.GetBytes((string)content));
            writer.WriteEntry(entry);
        }
    }
}
