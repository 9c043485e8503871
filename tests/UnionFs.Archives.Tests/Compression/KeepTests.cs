using UnionFs.Archives.Tests.Tar;

namespace UnionFs.Archives.Tests.Compression;

/// <summary>An archive of which only some files are kept shows what the whole one shows, and keeps no more.</summary>
public class KeepTests
{
    private static readonly TarLayerOptions None = Keeping(static _ => false);

    private static TarLayerOptions Keeping(Func<TarEntry, bool> keep) => TarLayerOptions.Diff with { Blob = new TarBlobOptions { Keep = keep, Digests = true } };

    private static byte[] Packed(byte[] archive, bool zstd = false) => zstd ? TarBlobTests.Zstd(archive) : TarBlobTests.Gzip(archive);

    private static byte[] Archive(int files = 40)
    {
        var tar = new RawTar();
        for (int i = 0; i < files; i++) tar.File($"d/f{i}", string.Concat(Enumerable.Range(0, i * 900).Select(each => (char)('A' + each * i % 50))));
        return tar.Symlink("d/link", "f7").HardLink("d/other", "d/f8").End();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Kept_OrNot_FilesHaveTheirBytes(bool zstd)
    {
        byte[] packed = Packed(Archive(), zstd);
        TarLayer whole = TarLayer.Open(Content.FromOwned(packed), "layer.tar", Keeping(static _ => true) with { Blob = new TarBlobOptions { Digests = true } });
        TarLayer some = TarLayer.Open(Content.FromOwned(packed), "layer.tar", Keeping(static entry => entry.Name.EndsWith('3')));
        Assert.Equal(whole.Blob.Packed, some.Blob.Packed);
        Assert.Equal(whole.Blob.Unpacked, some.Blob.Unpacked);
        Assert.Equal(whole.Blob.Content.Length, some.Blob.Content.Length);
        int[] kept = [3, 13, 23, 33];
        Assert.Equal(kept.Sum(i => i * 900), some.Blob.Content.AllocatedBytes);
        foreach (int i in kept) Assert.Equal(i * 900, some.ToLayer().Find($"/d/f{i}")!.Content!.Bytes().Length);
        Assert.Equal(kept.Sum(i => i * 900), some.Blob.Content.AllocatedBytes);

        Assert.Equal(whole.ToLayer().Entries().Select(Show), some.ToLayer().Entries().Select(Show));
        Assert.True(some.Blob.Content.AllocatedBytes >= whole.Blob.Content.AllocatedBytes);
        Assert.Equal(whole.Blob.Content.Bytes(), some.Blob.Content.Bytes());
    }

    [Fact]
    public void Content_OfAnArchiveThatChangedMeanwhile_IsAnError()
    {
        byte[] packed = Packed(Archive()), other = Packed(Archive(41));
        var blob = new Changeable(packed);
        TarLayer layer = TarLayer.Open(blob, "layer.tar", Keeping(static entry => entry.Name == "d/f3"));
        blob.Bytes = other;
        Assert.Equal(2700, layer.ToLayer().Find("/d/f3")!.Content!.Bytes().Length);
        IOException error = Assert.Throws<IOException>(() => layer.ToLayer().Find("/d/f4")!.Content!.Bytes());
        Assert.Contains("'layer.tar' has changed", error.Message, StringComparison.Ordinal);
        blob.Bytes = [];
        Assert.ThrowsAny<IOException>(() => layer.ToLayer().Find("/d/f4")!.Content!.Bytes());
        blob.Bytes = packed;
        Assert.Equal(3600, layer.ToLayer().Find("/d/f4")!.Content!.Bytes().Length);
    }

    [Fact]
    public void WhatIsTooMuchToKeep_IsUnpackedAgain()
    {
        var options = TarLayerOptions.Diff with { Blob = new TarBlobOptions { Keep = static _ => true, MaxMemoryBytes = 30_000 } };
        TarLayer layer = TarLayer.Open(Content.FromOwned(Packed(Archive())), "layer.tar", options);
        Assert.InRange(layer.Blob.Content.AllocatedBytes, 20_000, 30_000);
        Assert.Equal(39 * 900, layer.ToLayer().Find("/d/f39")!.Content!.Bytes().Length);
    }

    [Fact]
    public void PlainArchive_IsReadWhereItLies()
    {
        byte[] archive = Archive();
        TarLayer layer = TarLayer.Open(Content.FromOwned(archive), "layer.tar", None);
        Assert.Equal(3600, layer.ToLayer().Find("/d/f4")!.Content!.Bytes().Length);
        Assert.Equal(archive.Length, layer.Blob.Content.Length);
    }

    [Fact]
    public void FileOfTheHost_StaysOpenForWhatWasNotKept()
    {
        using var directory = new TemporaryDirectory();
        string file = Path.Combine(directory.Path, "layer.tar.gz");
        File.WriteAllBytes(file, Packed(Archive()));
        TarLayer layer = TarLayer.Open(file, None);
        if (!OperatingSystem.IsWindows()) File.Delete(file);
        Assert.Equal(3600, layer.ToLayer().Find("/d/f4")!.Content!.Bytes().Length);
    }

    [Fact]
    public void Damage_IsFoundInPassing()
    {
        byte[] packed = Packed(Archive());
        Assert.Throws<TarException>(() => TarLayer.Open(Content.FromOwned(packed.AsMemory()[..^9]), "layer.tar", None));
        Assert.Throws<TarException>(() => TarLayer.Open(Content.FromOwned(Packed(Archive()[..1900])), "layer.tar", None));
        TarLayer followed = TarLayer.Open(Content.FromOwned(Packed([.. Archive(), 1])), "layer.tar", None);
        Assert.Contains("something follows", Assert.Single(followed.Warnings).ToString(), StringComparison.Ordinal);
    }

    private static string Show(LayerEntry entry) => $"{entry.Path} {entry.Kind} {entry.LinkTarget} {(entry.Content is { } content ? Convert.ToHexString(content.Bytes()) : "")}";

    private sealed class Changeable(byte[] bytes) : Content
    {
        public byte[] Bytes { get; set; } = bytes;

        public override long Length => Bytes.Length;

        protected override void ReadExactly(long offset, Span<byte> destination) => Bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }
}
