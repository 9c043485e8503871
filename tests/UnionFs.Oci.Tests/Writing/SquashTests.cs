using System.Text;
using UnionFs.Archives;

namespace UnionFs.Oci.Tests.Writing;

public sealed class SquashTests : IDisposable
{
    private static readonly byte[][] Tars =
    [
        Changed.Base,
        LayoutBuilder.Tar(("etc/", ""), ("etc/a", "second"), ("etc/.wh.b", ""), ("only/", ""), ("only/here", "x")),
        LayoutBuilder.Tar((".wh.only", ""), ("old/", ""), ("old/.wh..wh..opq", ""), ("old/new", "2")),
    ];

    private const string Steps = """{"created_by":"ADD base","odd":1e2},{"created_by":"CMD base","empty_layer":true},{"created_by":"RUN two"},{"created_by":"ENV x","empty_layer":true},{"created_by":"RUN three"}""";

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Squash_AllLayers_SameFilesInOneLayerWithoutMarks_ReadBack()
    {
        using OciImage image = Open(Steps);
        using OciImage squashed = image.Squash(append: new AppendOptions { CreatedBy = "squash" });
        squashed.CopyTo($"oci:{_temp["out"]}:v");
        using OciImage read = OciImage.Open($"oci:{_temp["out"]}:v");
        Assert.Equal(squashed.Descriptor.Digest, read.Descriptor.Digest);
        LayerStack stack = read.ToStack();
        Assert.Single(stack);
        Assert.Equal(TreeText.Of(new Snapshot(image.ToStack())), TreeText.Of(new Snapshot(stack)));
        Assert.DoesNotContain(stack.Top.Entries(), entry => entry.Kind == NodeKind.Whiteout || entry.IsOpaque);
        Assert.Equal(["ADD base", "CMD base", "RUN two", "ENV x", "RUN three", "squash"], read.Config.History.Select(step => step.CreatedBy));
        Assert.Equal([true, true, true, true, true, false], read.Config.History.Select(step => step.IsEmptyLayer));
        string config = Encoding.UTF8.GetString(read.Config.Bytes.Span);
        Assert.Contains("""{"created_by":"ADD base","odd":1e2,"empty_layer":true}""", config, StringComparison.Ordinal);
        Assert.Contains("\"config\":{\"Cmd\":[\"/x\"]}", config, StringComparison.Ordinal);
    }

    [Fact]
    public void Squash_From_LowerBlobsStay_MarksRemain()
    {
        using OciImage image = Open(Steps);
        using OciImage squashed = image.Squash(from: 1);
        Assert.Equal(TreeText.Of(new Snapshot(image.ToStack())), TreeText.Of(new Snapshot(squashed.ToStack())));
        Assert.Equal(2, squashed.Layers.Count);
        Assert.Equal(image.Layers[0].Descriptor.Digest, squashed.Layers[0].Descriptor.Digest);
        Assert.Equal([false, true, true, true, true, false], squashed.Config.History.Select(step => step.IsEmptyLayer));
        // `only` came and went: nothing is left of it, not even a whiteout.
        Assert.Equal(["/", "/etc", "/etc/a", "/etc/b", "/old", "/old/new"], squashed.ToStack().Top.Entries().Select(entry => entry.Path));
    }

    [Fact]
    public void Squash_SameImage_SameBytes_AndOnceMoreChangesNothing()
    {
        using OciImage image = Open(Steps);
        using OciImage one = image.Squash(), two = image.Squash();
        Assert.Equal(one.Descriptor.Digest, two.Descriptor.Digest);
        Assert.Equal(one.Descriptor.Digest, one.Squash().Descriptor.Digest);
        Assert.Equal(image.Descriptor.Digest, image.Squash(from: 3).Descriptor.Digest);
        using OciImage dated = image.Squash(append: new AppendOptions { SourceDate = DateTimeOffset.UnixEpoch });
        Assert.Equal("1970-01-01T00:00:00Z", dated.Config.Created);
        Assert.Equal(one.Layers[0].DiffId, dated.Layers[0].DiffId);
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("""{"created_by":"one"},{"created_by":"two"},{"created_by":"three"},{"created_by":"four"}""", 5)]
    public void Squash_HistoryThatDoesNotFit_DoesAfterwards(string history, int steps)
    {
        using OciImage squashed = Open(history).Squash(from: 1);
        Assert.Equal(steps, squashed.Config.History.Count);
        Assert.All(squashed.Layers, layer => Assert.NotNull(layer.History));
    }

    [Fact]
    public void Squash_LayersThatUndoEachOther_LeaveNoLayer()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base, LayoutBuilder.Tar(("x", "1")), LayoutBuilder.Tar((".wh.x", ""))]));
        using OciImage squashed = OciImage.Open(layout.Reference).Squash(from: 1);
        Assert.Single(squashed.Layers);
        Assert.True(squashed.Config.History[^1].IsEmptyLayer);
    }

    [Fact]
    public void Squash_MoreThanThereAre_Refused_DamagedBlob_Named()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image(Tars));
        using OciImage image = OciImage.Open(layout.Reference);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Squash(from: 4));
        Digest blob = image.Layers[1].Descriptor.Digest;
        byte[] bytes = File.ReadAllBytes(layout.PathOf(blob));
        bytes[^20] ^= 1;
        File.WriteAllBytes(layout.PathOf(blob), bytes);
        Assert.Contains(blob.ToString(), Assert.ThrowsAny<IOException>(() => image.Squash()).Message, StringComparison.Ordinal);
    }

    private OciImage Open(string history)
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image(Tars, history: history));
        return OciImage.Open(layout.Reference);
    }
}
