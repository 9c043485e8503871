using System.Text;
using UnionFs.Archives;
using Xunit.Abstractions;

namespace UnionFs.Oci.Tests.Images;

public sealed class StackTests(ITestOutputHelper output) : IDisposable
{
    private static readonly byte[] Base = LayoutBuilder.Tar(("etc/", ""), ("etc/a", "base"), ("etc/b", "base"), ("old/", ""), ("old/x", "1"));
    private static readonly byte[] Top = LayoutBuilder.Tar(("etc/", ""), ("etc/.wh.b", ""), ("etc/a", "top"), ("old/", ""), ("old/.wh..wh..opq", ""), ("old/y", "2"));

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Stack_OfTwoLayers_WhiteoutsAndOpaqueDirectories()
    {
        LayoutBuilder layout = Layout();
        layout.Index(layout.Image([Base, Top], history: """{"created_by":"RUN base"},{"created_by":"RUN top"}"""));
        using OciImage image = OciImage.Open(layout.Reference);
        var union = new Snapshot(image.ToStack());
        Assert.Equal("top", union.File.ReadAllText("/etc/a"));
        Assert.False(union.File.Exists("/etc/b"));
        Assert.Equal(["/old/y"], union.Directory.GetFiles("/old"));
        Provenance provenance = union.Which("/etc/a");
        Assert.Equal($"{image.Layers[1].Descriptor.Digest} RUN top", provenance.Winner!.Layer!.Name);
        Assert.Equal(["RUN top", "RUN base"], provenance.Entries.Select(entry => entry.Layer!.Name[72..]));
    }

    [Fact]
    public void Stack_OfEveryTransport_IsTheSame()
    {
        if (!Tools.Have(output, "skopeo")) return;
        LayoutBuilder layout = Layout();
        layout.Index(layout.Image([Base, Top, Base], LayoutBuilder.Named("v1")));
        Shell.Run("""
            skopeo copy -q oci:layout:v1 oci-archive:oci.tar:v1
            skopeo copy -q oci:layout:v1 docker-archive:docker.tar:app:v1
            """, _temp.Path);
        string expected = Listing(layout.Reference);
        Assert.Contains("/etc/a", expected, StringComparison.Ordinal);
        Assert.Equal(expected, Listing("oci-archive:" + _temp["oci.tar"]));
        Assert.Equal(expected, Listing("docker-archive:" + _temp["docker.tar"]));
    }

    [Fact]
    public void Stack_LayerOfAnotherDiffId_NamesTheBlob()
    {
        LayoutBuilder layout = Layout();
        string config = layout.Blob(MediaTypes.OciConfig, LayoutBuilder.Config([Top]));
        layout.Index(layout.Blob(MediaTypes.OciManifest, LayoutBuilder.Manifest(config, layout.Blob(MediaTypes.OciLayerGzip, LayoutBuilder.Gzip(Base)))));
        using OciImage image = OciImage.Open(layout.Reference);
        string message = Assert.Throws<OciException>(() => image.ToStack()).Message;
        Assert.Contains(image.Layers[0].Descriptor.Digest.ToString(), message, StringComparison.Ordinal);
        Assert.Contains(Digest.Of(Base).ToString(), message, StringComparison.Ordinal);
        Assert.Contains(Digest.Of(Top).ToString(), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)] // the gzip header
    [InlineData(40)]
    [InlineData(-1)] // the length at the end
    public void Stack_DamagedBlob_NamesTheBlob(int at)
    {
        LayoutBuilder layout = Layout();
        layout.Index(layout.Image([Base]));
        using OciImage image = OciImage.Open(layout.Reference);
        Digest digest = image.Layers[0].Descriptor.Digest;
        byte[] bytes = File.ReadAllBytes(layout.PathOf(digest));
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        File.WriteAllBytes(layout.PathOf(digest), bytes);
        string message = Assert.Throws<OciException>(() => image.ToStack()).Message;
        Assert.Contains($"{digest}: its bytes have the digest {Digest.Of(bytes)}", message, StringComparison.Ordinal);
        File.WriteAllBytes(layout.PathOf(digest), bytes[..^5]);
        Assert.Contains($"{digest}: the blob has {bytes.Length - 5} bytes", Assert.Throws<OciException>(() => image.ToStack()).Message, StringComparison.Ordinal);
        File.Delete(layout.PathOf(digest));
        Assert.Contains($"{digest}: the blob is missing", Assert.Throws<OciException>(() => image.ToStack()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stack_MediaTypeThatLies_IsAWarning()
    {
        LayoutBuilder layout = Layout();
        string config = layout.Blob(MediaTypes.OciConfig, LayoutBuilder.Config([Base, Top]));
        layout.Index(layout.Blob(MediaTypes.OciManifest, LayoutBuilder.Manifest(config,
            $"{layout.Blob(MediaTypes.OciLayerGzip, Base)},{layout.Blob(MediaTypes.OciLayer, LayoutBuilder.Gzip(Top))}")));
        var warnings = new List<string>();
        using OciImage image = OciImage.Open(layout.Reference, new OciOptions { OnWarning = warning => { lock (warnings) warnings.Add(warning); } });
        Assert.Equal("top", new Snapshot(image.ToStack()).File.ReadAllText("/etc/a"));
        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, warning => warning.StartsWith(Digest.Of(Base).ToString(), StringComparison.Ordinal) && warning.EndsWith("not compressed", StringComparison.Ordinal));
    }

    [Fact]
    public void Stack_TarThatIsRefused_NamesBlobAndEntry()
    {
        LayoutBuilder layout = Layout();
        layout.Index(layout.Image([LayoutBuilder.Tar(("../../evil", "x"))]));
        using OciImage image = OciImage.Open(layout.Reference);
        string message = Assert.Throws<TarException>(() => image.ToStack()).Message;
        Assert.Contains("../../evil", message, StringComparison.Ordinal);
        Assert.Contains(image.Layers[0].Descriptor.Digest.ToString(), message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stack_LayerOverTheLimit_Refused()
    {
        LayoutBuilder layout = Layout();
        layout.Index(layout.Image([LayoutBuilder.Tar(("zeros", new string('\0', 1_000_000)))]));
        using OciImage image = OciImage.Open(layout.Reference, new OciOptions { Limits = new OciLimits { MaxLayerBytes = 500_000 } });
        Assert.Contains("500000", Assert.Throws<TarException>(() => image.ToStack()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stack_AfterTheImageIsDisposed_StillReads()
    {
        LayoutBuilder layout = Layout();
        layout.Index(layout.Image([Base]));
        LayerStack stack;
        using (OciImage image = OciImage.Open(layout.Reference, new OciOptions { MaxMemoryBytes = 1 })) stack = image.ToStack();
        Directory.Delete(_temp["layout"], recursive: true);
        Assert.Equal("base", new Snapshot(stack).File.ReadAllText("/etc/a"));
    }

    [Fact]
    public void Stack_OfNoLayers_IsEmpty()
    {
        LayoutBuilder layout = Layout();
        layout.Index(layout.Image([]));
        using OciImage image = OciImage.Open(layout.Reference);
        Assert.Empty(image.ToStack());
    }

    private LayoutBuilder Layout() => new(_temp["layout"]);

    private static string Listing(string reference)
    {
        using OciImage image = OciImage.Open(reference);
        return TreeText.Of(new Snapshot(image.ToStack()));
    }
}
