using System.Text.Json;
using Xunit.Abstractions;

namespace UnionFs.Oci.Tests.Writing;

public sealed class CopyTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Written_Images_AreReadAlikeByUmociAndSkopeo()
    {
        if (!Tools.Have(output, "umoci", "skopeo")) return;
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base]));
        using OciImage changed = Changed.From(OciImage.Open(layout.Reference), out string expected);
        changed.CopyTo($"oci:{_temp["out"]}:v2");
        changed.CopyTo($"oci-archive:{_temp["oci.tar"]}:v2");
        changed.CopyTo($"docker-archive:{_temp["docker.tar"]}:app:v2");
        Shell.Run("""
            skopeo copy -q oci-archive:oci.tar:v2 oci:from-oci:v2
            skopeo copy -q docker-archive:docker.tar:app:v2 oci:from-docker:v2
            for each in out from-oci from-docker; do umoci unpack --rootless --image $each:v2 bundle-$each; done
            diff -r bundle-out/rootfs bundle-from-oci/rootfs
            diff -r bundle-out/rootfs bundle-from-docker/rootfs
            test "$(cat bundle-out/rootfs/etc/a)" = changed
            test ! -e bundle-out/rootfs/etc/b
            test "$(ls bundle-out/rootfs/old)" = new
            tar -xOf docker.tar manifest.json | grep -qF '"RepoTags":["docker.io/library/app:v2"]'
            """, _temp.Path);
        string[] copies =
        [
            $"oci:{_temp["out"]}:v2", $"oci:{_temp["from-oci"]}:v2", $"oci:{_temp["from-docker"]}:v2",
            $"docker-archive:{_temp["docker.tar"]}", $"oci-archive:{_temp["docker.tar"]}", $"oci-archive:{_temp["oci.tar"]}:v2",
        ];
        foreach (string copy in copies)
        {
            using OciImage read = OciImage.Open(copy);
            Assert.Equal(expected, TreeText.Of(new Snapshot(read.ToStack())));
        }
    }

    [Fact]
    public void CopyTo_LayoutWithOtherImages_ReplacesOnlyItsName()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        string other = layout.Image([LayoutBuilder.Tar(("o", "1"))], LayoutBuilder.Named("other") + ",\"x-unknown\":1.0");
        layout.Index(layout.Image([Changed.Base], LayoutBuilder.Named("v1")), other);
        using OciImage changed = Changed.From(OciImage.Open(layout.Reference + ":v1"), out _);
        changed.CopyTo(layout.Reference + ":v1");
        Assert.Contains(other, File.ReadAllText(_temp["layout/index.json"]), StringComparison.Ordinal);
        using OciImage read = OciImage.Open(layout.Reference + ":v1");
        Assert.Equal(changed.Descriptor.Digest, read.Descriptor.Digest);
        using JsonDocument index = JsonDocument.Parse(File.ReadAllText(_temp["layout/index.json"]));
        Assert.Equal(2, index.RootElement.GetProperty("manifests").GetArrayLength());
    }

    [Fact]
    public void CopyTo_WhatIsNoLayout_RefusedAndUntouched()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base]));
        using OciImage image = OciImage.Open(layout.Reference);
        Directory.CreateDirectory(_temp["full"]);
        File.WriteAllText(_temp["full/mine"], "x");
        Assert.Contains(_temp["full"], Assert.Throws<OciException>(() => image.CopyTo("oci:" + _temp["full"])).Message, StringComparison.Ordinal);
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(_temp["full"]).Select(Path.GetFileName));
        Assert.Throws<OciException>(() => image.CopyTo("oci:" + _temp["full/mine"]));
        Assert.Throws<OciException>(() => image.CopyTo("docker-archive:" + _temp["full"]));
        Assert.Throws<OciException>(() => image.CopyTo($"oci-archive:{_temp["x"]}:@0"));
    }

    [Fact]
    public void CopyTo_ArchiveFromADamagedSource_LeavesTheOldFile()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base]));
        using OciImage image = OciImage.Open(layout.Reference);
        File.WriteAllText(_temp["a.tar"], "old");
        string blob = layout.PathOf(image.Layers[0].Descriptor.Digest);
        File.WriteAllBytes(blob, new byte[new FileInfo(blob).Length]);
        Assert.Contains(image.Layers[0].Descriptor.Digest.ToString(), Assert.Throws<OciException>(() => image.CopyTo("oci-archive:" + _temp["a.tar"])).Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_temp["a.tar"]));
        Assert.Equal(["a.tar", "layout"], Directory.EnumerateFileSystemEntries(_temp.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task CopyTo_SameLayoutFromManyAtOnce_EveryBlobIsWhole()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image(Enumerable.Range(0, 4).Select(i => LayoutBuilder.Tar(($"f{i}", new string((char)('a' + i), 100_000))))));
        using OciImage image = OciImage.Open(layout.Reference);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => image.CopyTo($"oci:{_temp["out"]}:v{i}"))));
        foreach (int i in Enumerable.Range(0, 8))
        {
            using OciImage read = OciImage.Open($"oci:{_temp["out"]}:v{i}");
            Assert.Equal(4, read.ToStack().Count);
        }
        Assert.DoesNotContain(Directory.EnumerateFiles(_temp["out"], "*", SearchOption.AllDirectories), path => Path.GetFileName(path).StartsWith('.'));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CopyTo_LayoutWithADamagedBlob_WritesItAgain(bool sameLength)
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base]));
        using OciImage image = OciImage.Open(layout.Reference);
        image.CopyTo($"oci:{_temp["out"]}:v1");
        foreach (string blob in Directory.GetFiles(_temp["out/blobs/sha256"])) File.WriteAllBytes(blob, new byte[new FileInfo(blob).Length / (sameLength ? 1 : 2)]);
        image.CopyTo($"oci:{_temp["out"]}:v2");
        using OciImage read = OciImage.Open($"oci:{_temp["out"]}:v2");
        Assert.Equal(TreeText.Of(new Snapshot(image.ToStack())), TreeText.Of(new Snapshot(read.ToStack())));
    }

    [Fact]
    public void CopyTo_ItsOwnLayoutWithADamagedBlob_RefusedAndTheIndexIsAsBefore()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base], LayoutBuilder.Named("v1")));
        using OciImage image = OciImage.Open(layout.Reference + ":v1");
        string blob = layout.PathOf(image.Layers[0].Descriptor.Digest), before = File.ReadAllText(_temp["layout/index.json"]);
        File.WriteAllBytes(blob, new byte[new FileInfo(blob).Length]);
        Assert.Contains(image.Layers[0].Descriptor.Digest.ToString(), Assert.Throws<OciException>(() => image.CopyTo(layout.Reference + ":v2")).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_temp["layout/index.json"]));
    }

    [Fact]
    public void CopyTo_LayoutOfAnUnknownVersion_RefusedAndUntouched()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base]));
        using OciImage image = OciImage.Open(layout.Reference);
        new LayoutBuilder(_temp["out"]).Write("oci-layout", """{"imageLayoutVersion":"2.0.0"}""");
        Assert.Contains("2.0.0", Assert.Throws<OciException>(() => image.CopyTo("oci:" + _temp["out"])).Message, StringComparison.Ordinal);
        Assert.Equal("""{"imageLayoutVersion":"2.0.0"}""", File.ReadAllText(_temp["out/oci-layout"]));
    }

    [Fact]
    public void CopyTo_AfterKilledWriters_RemovesWhatTheyLeftButNotWhatIsInUse()
    {
        LayoutBuilder layout = new(_temp["layout"]);
        layout.Index(layout.Image([Changed.Base]));
        using OciImage image = OciImage.Open(layout.Reference);
        string[] directories = [_temp["out"], _temp["out/blobs/sha256"], _temp.Path];
        string Inside(string directory, string name) => Path.Combine(directory, ".unionfs-new-" + name);
        foreach (string directory in directories)
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(Inside(directory, "dead"), "half");
        }
        Shell.Run("mkfifo .unionfs-new-fifo; ln -s missing .unionfs-new-link; mkdir .unionfs-new-directory", _temp.Path);
        List<FileStream> used = [.. directories.Select(directory => new FileStream(Inside(directory, "used"), FileMode.CreateNew, FileAccess.Write, FileShare.Read))];
        image.CopyTo("oci:" + _temp["out"]);
        image.CopyTo("oci-archive:" + _temp["a.tar"]);
        used.ForEach(each => each.Dispose());
        Assert.All(directories, directory => Assert.False(File.Exists(Inside(directory, "dead"))));
        Assert.All(directories, directory => Assert.True(File.Exists(Inside(directory, "used"))));
        Assert.True(Directory.Exists(Inside(_temp.Path, "directory")));
    }
}
