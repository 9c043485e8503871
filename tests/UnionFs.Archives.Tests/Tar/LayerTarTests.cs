using System.IO.Compression;
using System.Security.Cryptography;
using static UnionFs.Archives.Tests.Tar.Trees;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>OCI.md's rules for exporters, by number.</summary>
public class LayerTarTests
{
    private static readonly LayerStack Base = LayerStack.Empty.Push(new LayerBuilder()
        .AddDirectory("d", Metadata.DefaultDirectory with { Mode = 0x1C0 }).AddFile("d/f", "f").AddFile("d/g", "g").AddDirectory("d/sub").AddFile("d/sub/x", "x")
        .AddDirectory("empty").AddFile("top", "top").AddSymlink("lib", "usr/lib").AddFile("usr/lib/libc", "c").Build());

    private static string[] Changed(Action<UnionFileSystem> change)
    {
        var fs = new UnionFileSystem(Base, new FixedClock());
        change(fs);
        return Names(Write(fs.Diff(), Base));
    }

    [Fact]
    public void Rule33_ReplacedDirectory_IsOpaqueAndNoWhiteout() =>
        Assert.Equal(["./", "d/", "d/.wh..wh..opq", "d/new"], Changed(fs =>
        {
            fs.Posix.RemoveTree("/d");
            fs.Posix.Mkdir("/d");
            fs.Posix.WriteContent("/d/new", Content.From("n"));
        }));

    [Fact]
    public void OpaqueMark_OnlyWhereThereIsSomethingToHide() =>
        Assert.Equal(["./", "empty/", "fresh/", "top/"], Changed(fs =>
        {
            fs.Posix.Rmdir("/empty");
            fs.Posix.Mkdir("/empty");
            fs.Posix.Mkdir("/fresh");
            fs.Posix.Unlink("/top");
            fs.Posix.Mkdir("/top");
        }));

    [Fact]
    public void Rule35_OpaqueRoot_IsWrittenAsWhiteouts()
    {
        Layer layer = new LayerBuilder().AddDirectory("/", opaque: true).AddFile("top", "new").AddDirectory("d").AddFile("usr/y", "y").Build();
        Assert.Equal(["./", ".wh.empty", ".wh.lib", "d/", "d/.wh..wh..opq", "top", "usr/", "usr/.wh..wh..opq", "usr/y"], Names(Write(layer, Base)));
    }

    [Fact]
    public void Rules39And40_WhiteoutsWithNothingBelow_AreNotWritten()
    {
        Layer layer = new LayerBuilder().AddWhiteout("none").AddWhiteout("d/none").AddWhiteout("no/where").AddWhiteout("d/f")
            .AddDirectory("empty", opaque: true).AddWhiteout("empty/x").AddDirectory("top").AddWhiteout("top/x").Build();
        Assert.Equal(["d/", "d/.wh.f", "empty/", "no/", "top/"], Names(Write(layer, Base)));
        Assert.Empty(Names(Write(new LayerBuilder().AddWhiteout("d/none").Build(), Base)));
    }

    [Fact]
    public void Rule44_EveryParentIsWritten_WithTheAttributesItHas()
    {
        byte[] tar = Write(new LayerBuilder().AddFile("d/sub/y", "y").AddFile("new/z", "z").Build(), Base);
        Assert.Equal(["d/", "d/sub/", "d/sub/y", "new/", "new/z"], Names(tar));
        IReadOnlyList<TarEntry> entries = TarReading.Read(tar).Entries;
        Assert.Equal((0x1C0, 0x1ED), (entries[0].Mode, entries[3].Mode));
    }

    [Fact]
    public void Rules45And46_Groups_AreLinksToTheFirstName() =>
        Assert.Equal(["./", "d/", "d/f", "d/hard -> d/f", "z -> d/f"], Changed(fs =>
        {
            fs.Posix.Link("/d/f", "/d/hard");
            fs.Posix.Link("/d/f", "/z");
        }));

    [Fact]
    public void Rule54_WhiteoutsComeBeforeSiblings_ParentsFirst_Sorted() =>
        Assert.Equal(["./", ".wh.top", "a", "d/", "d/.wh.f", "d/.wh.g", "d/a", "d/sub/", "d/sub/.wh.x", "zz"], Changed(fs =>
        {
            fs.Posix.Unlink("/top");
            foreach (string path in new[] { "/zz", "/a", "/d/a" }) fs.Posix.WriteContent(path, Content.Empty);
            foreach (string path in new[] { "/d/g", "/d/f", "/d/sub/x" }) fs.Posix.Unlink(path);
        }));

    [Fact]
    public void Rule55_MetadataOnly_IsTheWholeFile_AMove_IsWhiteoutAndCopy()
    {
        Assert.Equal(["d/", "d/f"], Changed(fs => fs.Posix.Chmod("/d/f", 0x180)));
        Assert.Equal(["./", ".wh.top", "moved"], Changed(fs => fs.Posix.Rename("/top", "/moved")));
        Assert.Equal(["d/"], Changed(fs => fs.Posix.Chmod("/d", 0x1ED)));
    }

    [Fact]
    public void Rule57_NoChange_IsTwoZeroBlocks()
    {
        byte[] tar = Write(new UnionFileSystem(Base).Diff(), Base);
        Assert.Equal(new byte[1024], tar);
        Assert.Equal("5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef", Convert.ToHexStringLower(SHA256.HashData(tar)));
        Assert.Equal(0, LayerTar.Write(new UnionFileSystem(Base).Diff(), Base, new MemoryStream()).Entries);
    }

    public static TheoryData<string, LayerBuilder> Unwritable => new()
    {
        { "/.wh.x", new LayerBuilder().AddFile(".wh.x", "") },
        { "/d/.wh..wh..opq", new LayerBuilder().AddFile("d/.wh..wh..opq", "") },
        { "/.wh.dir", new LayerBuilder().AddFile(".wh.dir/inside", "") },
        { "/f", new LayerBuilder().AddFile("f", "", Metadata.DefaultFile with { Xattrs = XattrSet.Empty.With("user.a=b", "v"u8) }) },
        { "/null", new LayerBuilder().AddSpecial("null", NodeKind.CharDevice) },
        { string.Concat(Enumerable.Repeat("/" + new string('p', 250), 17)), new LayerBuilder().AddFile(string.Concat(Enumerable.Repeat("/" + new string('p', 250), 17)), "") },
    };

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void WhatTarCannotHold_IsRefusedByName_OrLeftOutWithAWarning(string path, LayerBuilder builder)
    {
        var output = new MemoryStream();
        Assert.Equal(path, Assert.Throws<TarException>(() => LayerTar.Write(builder.Build(), LayerStack.Empty, output)).Entry);
        Assert.Equal(0, output.Length);
        var warnings = new List<TarWarning>();
        byte[] tar = Write(builder.Build(), null, new LayerTarOptions { LeaveOutUnwritable = true }, warnings);
        Assert.Equal(path, Assert.Single(warnings).Entry);
        Assert.DoesNotContain(TarReading.Read(tar).Entries, e => e.Name.Contains(".wh.", StringComparison.Ordinal) || e.Xattrs.Count > 0 || e.Name == "null");
    }

    [Fact]
    public void Sockets_AndOverlayXattrs_AreLeftOutWithAWarning()
    {
        var warnings = new List<TarWarning>();
        XattrSet xattrs = XattrSet.Empty.With("trusted.overlay.opaque", "y"u8).With("user.overlay.origin", "z"u8).With("user.kept", "k"u8).With("user.empty", default);
        byte[] tar = Write(new LayerBuilder().AddSpecial("s", NodeKind.Socket).AddDirectory("d", Metadata.DefaultDirectory with { Xattrs = xattrs }).Build(), null, null, warnings);
        Assert.Equal(["user.empty", "user.kept"], Assert.Single(TarReading.Read(tar).Entries).Xattrs.Names);
        Assert.Equal(["/d", "/d", "/d", "/s"], warnings.Select(w => w.Entry!));
    }

    [Fact]
    public void FirstNameLeftOut_TheNextIsTheFile()
    {
        Layer layer = new LayerBuilder().AddFile(".wh.x", "bytes").AddHardLink("a", ".wh.x").AddHardLink("b", ".wh.x").Build();
        Assert.Equal(["a", "b -> a"], Names(Write(layer, null, new LayerTarOptions { LeaveOutUnwritable = true })));
    }

    [Fact]
    public void LatestTime_ClampsLaterOnes()
    {
        Layer layer = new LayerBuilder().AddFile("old", "", Metadata.DefaultFile.At(new UnixTime(5))).AddFile("new", "", Metadata.DefaultFile.At(new UnixTime(500, 1))).Build();
        byte[] tar = Write(layer, null, new LayerTarOptions { LatestTime = new UnixTime(100) });
        Assert.Equal([100L, 5L], TarReading.Read(tar).Entries.Select(e => e.ModifyTime.Seconds));
    }

    [Fact]
    public void Gzip_HasDigestsOfBothSides_AndNothingOfTheHost()
    {
        Layer layer = new LayerBuilder().AddFile("f", new string('x', 100_000)).Build();
        var packed = new MemoryStream();
        LayerTarReport report = LayerTar.Write(layer, LayerStack.Empty, packed, BlobCompression.Gzip);
        byte[] bytes = packed.ToArray(), plain = Write(layer);
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], bytes[..8]);
        Assert.Equal(0xFF, bytes[9]);
        Assert.Equal(new BlobDigest(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), report.Packed);
        Assert.Equal(new BlobDigest(Convert.ToHexStringLower(SHA256.HashData(plain)), plain.Length), report.Unpacked);
        var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        Assert.Equal(plain, unpacked.ToArray());
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    }
}
