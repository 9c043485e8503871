using System.Text;
using UnionFs.Archives;

namespace UnionFs.Oci.Tests.Writing;

public sealed class RebaseTests : IDisposable
{
    private static readonly byte[] Common = LayoutBuilder.Tar(("bin/", ""), ("bin/sh", "sh"));

    private static readonly byte[] OldTop = LayoutBuilder.Tar(
        ("etc/", ""), ("etc/kept", "1"), ("etc/conf", "1"), ("etc/gone", "1"), ("etc/dead", "1"), ("doc/", ""), ("doc/a", "1"), ("etc/fixed", "1"), ("whole/", ""), ("whole/x", "1"), ("lost/", ""), ("lost/x", "1"));

    private static readonly byte[] NewTop = LayoutBuilder.Tar(
        ("etc/", ""), ("etc/kept", "1"), ("etc/conf", "2"), ("doc/", ""), ("doc/a", "1"), ("doc/b", "new"), ("etc/fixed", "2"), ("whole/", ""), ("whole/x", "2"), ("etc/both", "base"), ("etc/quiet", "new"));

    private static readonly byte[] Own = LayoutBuilder.Tar(
        ("etc/", ""), ("etc/kept", "own"), ("etc/conf", "own"), ("etc/gone", "own"), ("etc/.wh.dead", ""), (".wh.doc", ""), ("etc/fixed", "2"), ("whole/", ""), ("whole/.wh..wh..opq", ""),
        ("etc/both", "own"), ("app/", ""), ("app/x", "own"), ("lost/y", "own"));

    private readonly TempDirectory _temp = new();
    private readonly LayoutBuilder _layout;

    public RebaseTests()
    {
        _layout = new LayoutBuilder(_temp["layout"]);
        _layout.Index(
            _layout.Image([Common, OldTop], LayoutBuilder.Named("old"), history: """{"created_by":"ADD common"},{"created_by":"RUN old"},{"created_by":"CMD old","empty_layer":true}"""),
            _layout.Image([Common, NewTop], LayoutBuilder.Named("new"), history: """{"created_by":"ADD common"},{"created_by":"RUN new","odd":1e2},{"created_by":"CMD new","empty_layer":true}"""),
            _layout.Image([Common, OldTop, Own], LayoutBuilder.Named("app"), history: """{"created_by":"ADD common"},{"created_by":"RUN old"},{"created_by":"CMD old","empty_layer":true},{"created_by":"ENV app","empty_layer":true},{"created_by":"RUN app"}"""),
            _layout.Image([NewTop], LayoutBuilder.Named("other")),
            _layout.Image([Common], LayoutBuilder.Named("arm"), arch: "arm64"));
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Rebase_OldBaseGiven_OwnLayersOnTheNewOne_BlobsAndStepsAsTheyWere()
    {
        using OciImage app = Open("app"), onto = Open("new"), old = Open("old");
        RebasedImage rebased = app.Rebase(onto, new RebaseOptions { OldBase = old });
        rebased.Image.CopyTo($"oci:{_temp["out"]}:v");
        using OciImage read = OciImage.Open($"oci:{_temp["out"]}:v");
        Assert.Equal(rebased.Image.Descriptor.Digest, read.Descriptor.Digest);
        Assert.Equal([.. onto.Layers.Select(layer => layer.Descriptor.Digest), app.Layers[2].Descriptor.Digest], read.Layers.Select(layer => layer.Descriptor.Digest));
        Assert.Equal(["ADD common", "RUN new", "CMD new", "ENV app", "RUN app"], read.Config.History.Select(step => step.CreatedBy));
        Assert.Contains("\"odd\":1e2", Encoding.UTF8.GetString(read.Config.Bytes.Span), StringComparison.Ordinal);
        Assert.Contains("\"config\":{\"Cmd\":[\"/x\"]}", Encoding.UTF8.GetString(read.Config.Bytes.Span), StringComparison.Ordinal);
        var union = new Snapshot(read.ToStack());
        Assert.Equal("own", union.File.ReadAllText("/etc/conf"));
        Assert.Equal("new", union.File.ReadAllText("/etc/quiet"));
        Assert.False(union.Directory.Exists("/doc"));
        Assert.Equal(rebased.Image.Layers.Select(layer => layer.DiffId), app.Rebase(onto, new RebaseOptions { From = 2 }).Image.Layers.Select(layer => layer.DiffId));
    }

    [Fact]
    public void Rebase_WhatDiffersBetweenTheBases_ReportedByPath()
    {
        using OciImage app = Open("app"), onto = Open("new"), old = Open("old");
        Assert.Equal(
        [
            "/doc Removes None",
            "/etc/both Replaces None",
            "/etc/conf Replaces Content",
            "/etc/dead NothingToRemove None",
            "/etc/gone Gone None",
            "/lost Gone None",
            "/whole Removes None",
        ], app.Rebase(onto, new RebaseOptions { OldBase = old }).Conflicts.Select(conflict => $"{conflict.Path} {conflict.Kind} {conflict.Parts}"));
        Assert.Empty(app.Rebase(old, new RebaseOptions { OldBase = old }).Conflicts);
    }

    [Fact]
    public void Rebase_OntoItsOwnBase_TheSameImage()
    {
        using OciImage app = Open("app"), old = Open("old");
        Assert.Equal(app.Descriptor.Digest, app.Rebase(old).Image.Descriptor.Digest);
    }

    [Fact]
    public void Rebase_NoOldBase_WhatBothHaveStaysBelow()
    {
        using OciImage app = Open("app"), onto = Open("new");
        RebasedImage rebased = app.Rebase(onto);
        Assert.Equal([Digest.Of(Common), Digest.Of(NewTop), Digest.Of(OldTop), Digest.Of(Own)], rebased.Image.Layers.Select(layer => layer.DiffId));
    }

    [Fact]
    public void Rebase_OnlyMetadataOfTheBasesDiffers_Reported()
    {
        LayoutBuilder layout = new(_temp["meta"]);
        byte[] dir = LayoutBuilder.Tar(("d/", "")), own = LayoutBuilder.Tar(("d/", ""), ("d/x", "1"));
        byte[] locked = [.. dir];
        Locked(locked);
        layout.Index(layout.Image([dir], LayoutBuilder.Named("old")), layout.Image([locked], LayoutBuilder.Named("new")), layout.Image([dir, own], LayoutBuilder.Named("app")));
        using OciImage app = OciImage.Open(layout.Reference + ":app"), onto = OciImage.Open(layout.Reference + ":new");
        RebaseConflict conflict = Assert.Single(app.Rebase(onto, new RebaseOptions { From = 1 }).Conflicts);
        Assert.Equal(new RebaseConflict("/d", RebaseConflictKind.Replaces, ChangedParts.Mode), conflict);
        Assert.Equal("/d: replaced, but the bases differ (Mode)", conflict.ToString());
    }

    [Fact]
    public void Rebase_LinkToAFileThatIsGone_RefusedByName()
    {
        LayoutBuilder layout = new(_temp["links"]);
        byte[] own = Link("linked", "etc/gone");
        layout.Index(layout.Image([OldTop], LayoutBuilder.Named("old")), layout.Image([NewTop], LayoutBuilder.Named("new")), layout.Image([OldTop, own], LayoutBuilder.Named("app")));
        using OciImage app = OciImage.Open(layout.Reference + ":app"), onto = OciImage.Open(layout.Reference + ":new");
        Assert.Contains("etc/gone", Assert.Throws<TarException>(() => app.Rebase(onto, new RebaseOptions { From = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rebase_BaseCannotBeTold_OrIsForAnother_Refused()
    {
        using OciImage app = Open("app"), onto = Open("new"), other = Open("other"), arm = Open("arm");
        Assert.Contains("no layer in common", Assert.Throws<OciException>(() => app.Rebase(other)).Message, StringComparison.Ordinal);
        Assert.Contains(onto.Layers[1].Descriptor.Digest.ToString(), Assert.Throws<OciException>(() => app.Rebase(onto, new RebaseOptions { OldBase = onto })).Message, StringComparison.Ordinal);
        Assert.Contains("3 layers, not 4", Assert.Throws<OciException>(() => app.Rebase(onto, new RebaseOptions { From = 4 })).Message, StringComparison.Ordinal);
        Assert.Contains("arm64", Assert.Throws<OciException>(() => app.Rebase(arm)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rebase_DockersImageOntoAnOcis_OneFamilyOfTypes_BaseAnnotationsFollow()
    {
        string config = _layout.Blob(MediaTypes.DockerConfig, LayoutBuilder.Config([Common, Own]));
        string layers = string.Join(',', new[] { Common, Own }.Select(tar => _layout.Blob(MediaTypes.DockerLayerGzip, LayoutBuilder.Gzip(tar))));
        string manifest = LayoutBuilder.Manifest(config, layers).Replace(MediaTypes.OciManifest, MediaTypes.DockerManifest, StringComparison.Ordinal);
        manifest = manifest[..^1] + ",\"annotations\":{\"org.opencontainers.image.base.digest\":\"sha256:0\",\"org.opencontainers.image.base.name\":\"host/old:1\"}}";
        using OciImage onto = Open("new");
        _layout.Index(_layout.Blob(MediaTypes.DockerManifest, manifest));
        using OciImage app = OciImage.Open(_layout.Reference);
        OciImage rebased = app.Rebase(onto).Image;
        Assert.Equal(MediaTypes.OciManifest, rebased.Manifest.MediaType);
        Assert.Equal(MediaTypes.OciConfig, rebased.Manifest.Config.MediaType);
        Assert.All(rebased.Manifest.Layers, layer => Assert.Equal(MediaTypes.OciLayerGzip, layer.MediaType));
        Assert.EndsWith($$$"""{"org.opencontainers.image.base.digest":"{{{onto.Descriptor.Digest}}}","org.opencontainers.image.base.name":""}}""", Encoding.UTF8.GetString(rebased.Manifest.Bytes.Span), StringComparison.Ordinal);
    }

    private OciImage Open(string name) => OciImage.Open($"{_layout.Reference}:{name}");

    /// <summary>Makes the first entry 0700.</summary>
    private static void Locked(byte[] tar)
    {
        "0000700\0"u8.CopyTo(tar.AsSpan(100));
        tar.AsSpan(148, 8).Fill((byte)' ');
        int sum = tar.AsSpan(0, 512).ToArray().Sum(value => value);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
    }

    private static byte[] Link(string name, string target)
    {
        using var stream = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(stream, System.Formats.Tar.TarEntryFormat.Ustar, leaveOpen: true))
            writer.WriteEntry(new System.Formats.Tar.UstarTarEntry(System.Formats.Tar.TarEntryType.HardLink, name) { LinkName = target });
        return stream.ToArray();
    }
}
