using System.Text;
using UnionFs.Archives;

namespace UnionFs.Oci.Tests.Writing;

public sealed class AppendTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Append_OneLayer_ExistingBlobsAndUnknownFieldsStay()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        string config = layout.Blob(MediaTypes.OciConfig, $$"""
            { "architecture" : "amd64", "os":"linux", "x-unknown": [1.50, "\u0041"],
              "rootfs":{"type":"layers","diff_ids":["{{Digest.Of(Changed.Base)}}"]}, "history":[ {"created_by":"base","odd":1e2} ] , "created":"2001-01-01T00:00:00Z" }
            """);
        string layer = layout.Blob(MediaTypes.OciLayerGzip, LayoutBuilder.Gzip(Changed.Base), "\"annotations\":{\"k\":\"v\"}");
        layout.Index(layout.Blob(MediaTypes.OciManifest, $$"""{"schemaVersion":2,"layers":[{{layer}}], "config":{{config}},"annotations":{"a":"b"},"x":7}"""));
        using OciImage image = OciImage.Open(layout.Reference);
        using OciImage changed = Changed.From(image, out string expected);
        changed.CopyTo($"oci:{_temp["out"]}:v2");
        using OciImage read = OciImage.Open($"oci:{_temp["out"]}:v2");

        Assert.Equal(changed.Descriptor.Digest, read.Descriptor.Digest);
        Assert.Equal(expected, TreeText.Of(new Snapshot(read.ToStack())));
        string manifest = Encoding.UTF8.GetString(read.Manifest.Bytes.Span), text = Encoding.UTF8.GetString(read.Config.Bytes.Span);
        Assert.StartsWith($$"""{"schemaVersion":2,"layers":[{{layer}},{"mediaType":"{{MediaTypes.OciLayerGzip}}","digest":"sha256:""", manifest, StringComparison.Ordinal);
        Assert.EndsWith(",\"annotations\":{\"a\":\"b\"},\"x\":7}", manifest, StringComparison.Ordinal);
        Assert.Contains("""{ "architecture" : "amd64", "os":"linux", "x-unknown": [1.50, "\u0041"],""", text, StringComparison.Ordinal);
        Assert.Contains("""[ {"created_by":"base","odd":1e2},{"created":"2023-11-14T22:13:20Z","created_by":"unionfs test","comment":"one"} ] , "created":"2023-11-14T22:13:20Z" }""", text, StringComparison.Ordinal);
        Assert.Equal(image.Manifest.Layers[0].Digest, read.Manifest.Layers[0].Digest);
        byte[] blob = File.ReadAllBytes(_temp["out/blobs/sha256/" + read.Layers[1].Descriptor.Digest.Encoded]);
        Assert.Equal(read.Layers[1].DiffId, Digest.Of(LayoutBuilder.Gunzip(blob)));
    }

    [Fact]
    public void Append_Twice_SameBytes()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base]));
        foreach (string name in new[] { "one", "two" })
        {
            using OciImage image = OciImage.Open(layout.Reference);
            using OciImage changed = Changed.From(image, out _);
            changed.CopyTo($"docker-archive:{_temp[name]}:app:v2");
            changed.CopyTo($"oci-archive:{_temp["oci-" + name]}:v2");
        }
        Assert.Equal(File.ReadAllBytes(_temp["one"]), File.ReadAllBytes(_temp["two"]));
        Assert.Equal(File.ReadAllBytes(_temp["oci-one"]), File.ReadAllBytes(_temp["oci-two"]));
    }

    [Fact]
    public void Append_NothingChanged_AddsAStepAndNoLayer()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base]));
        using OciImage image = OciImage.Open(layout.Reference);
        LayerStack stack = image.ToStack();
        using OciImage changed = image.Append(new UnionFileSystem(stack).Diff(), stack, Changed.Fixed);
        Assert.Single(changed.Layers);
        Assert.Equal([false, true], changed.Config.History.Select(step => step.IsEmptyLayer));
        Assert.NotEqual(image.Id, changed.Id);
    }

    [Fact]
    public void Append_HistoryAbsent_IsMadeToFit()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base, LayoutBuilder.Tar(("c", "1"))]));
        using OciImage changed = Changed.From(OciImage.Open(layout.Reference), out _);
        Assert.Equal([null, null, "unionfs test"], changed.Layers.Select(layer => layer.History!.CreatedBy));
    }

    [Fact]
    public void Append_ToDockersManifest_StaysDockers_AndTurnsOverAsAWhole()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        string config = layout.Blob(MediaTypes.DockerConfig, LayoutBuilder.Config([Changed.Base]));
        string layer = layout.Blob(MediaTypes.DockerLayerGzip, LayoutBuilder.Gzip(Changed.Base));
        string manifest = LayoutBuilder.Manifest(config, layer).Replace(MediaTypes.OciManifest, MediaTypes.DockerManifest, StringComparison.Ordinal);
        layout.Index(layout.Blob(MediaTypes.DockerManifest, manifest));
        using OciImage changed = Changed.From(OciImage.Open(layout.Reference), out _);
        Assert.Equal([MediaTypes.DockerLayerGzip, MediaTypes.DockerLayerGzip], changed.Manifest.Layers.Select(each => each.MediaType));
        changed.CopyTo("oci:" + _temp["out"]);
        using OciImage read = OciImage.Open("oci:" + _temp["out"]);
        Assert.Equal(MediaTypes.OciConfig, read.Manifest.Config.MediaType);
        Assert.Equal([MediaTypes.OciLayerGzip, MediaTypes.OciLayerGzip], read.Manifest.Layers.Select(each => each.MediaType));
        Assert.Equal(changed.Id, read.Id);
    }

    [Fact]
    public void Append_DescriptorThatHoldsTheConfig_LosesTheOldOne()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        string text = LayoutBuilder.Config([Changed.Base]);
        string config = layout.Blob(MediaTypes.OciConfig, text, $"\"data\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\"");
        layout.Index(layout.Blob(MediaTypes.OciManifest, LayoutBuilder.Manifest(config, layout.Blob(MediaTypes.OciLayer, Changed.Base))));
        using OciImage changed = Changed.From(OciImage.Open(layout.Reference), out _);
        Assert.Contains("\"data\":null", Encoding.UTF8.GetString(changed.Manifest.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Append_WhatATarCannotHold_NamedAndNothingWritten()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base]));
        using OciImage image = OciImage.Open(layout.Reference);
        LayerStack stack = image.ToStack();
        var union = new UnionFileSystem(stack);
        union.File.WriteAllText("/etc/.wh.evil", "x");
        Assert.Contains(".wh.evil", Assert.Throws<TarException>(() => image.Append(union.Diff(), stack)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_MoreLayersThanDockerTakes_Warned()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image(Enumerable.Range(0, 125).Select(i => i == 0 ? Changed.Base : LayoutBuilder.Tar(($"f{i}", "")))));
        var warnings = new List<string>();
        using OciImage changed = Changed.From(OciImage.Open(layout.Reference, new OciOptions { OnWarning = warnings.Add }), out _);
        Assert.Contains("125", Assert.Single(warnings), StringComparison.Ordinal);
    }
}
