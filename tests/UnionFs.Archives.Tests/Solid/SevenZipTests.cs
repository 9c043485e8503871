using SharpCompress.Writers.SevenZip;
using UnionFs.Tests.Shared;
using Xunit.Abstractions;

namespace UnionFs.Archives.Tests.Solid;

/// <summary>7z archives, made by 7-Zip itself and, where names are hostile, by SharpCompress.</summary>
public sealed class SevenZipTests(ITestOutputHelper output)
{
    private static void Fill(string folder)
    {
        var random = new Random(1);
        Directory.CreateDirectory(Path.Combine(folder, "textures/empty"));
        for (int i = 0; i < 50; i++)
        {
            byte[] bytes = new byte[i * 997];
            random.NextBytes(bytes.AsSpan(0, bytes.Length / 2));
            File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"textures/{i}.dat")), bytes);
        }
        File.WriteAllText(Path.Combine(folder, "caf\u00E9 \u65E5.txt"), "text");
        File.SetLastWriteTimeUtc(Path.Combine(folder, "caf\u00E9 \u65E5.txt"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder, "caf\u00E9 \u65E5.txt"), (UnixFileMode)0x1C8);
    }

    private string? Pack(string folder, string archive, params string[] options) => SevenZip.TryPack(output, folder, archive, options) ? archive : null;

    [Theory]
    [InlineData("-ms=on")]
    [InlineData("-ms=off")]
    [InlineData("-m0=lzma", "-ms=4f")]
    [InlineData("-m0=ppmd")]
    [InlineData("-m0=bzip2")]
    [InlineData("-m0=deflate")]
    [InlineData("-m0=copy")]
    public void Files_AreThoseOfTheFolder(params string[] options)
    {
        using var folder = new TemporaryDirectory();
        using var where = new TemporaryDirectory();
        Fill(folder.Path);
        if (Pack(folder.Path, Path.Combine(where.Path, "pack.7z"), options) is not { } archive) return;
        foreach (long memory in new[] { long.MaxValue, 1000 })
        {
            Layer layer = ArchiveLayer.Open(archive, new ArchiveOptions { MaxMemoryBytes = memory, TemporaryDirectory = where.Path });
            Assert.Equal("pack.7z", layer.Name);
            string[] expected = [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Select(path => "/" + Path.GetRelativePath(folder.Path, path)).Order(StringComparer.Ordinal)];
            Assert.Equal(expected, layer.Entries().Skip(1).Select(entry => entry.Path).Order(StringComparer.Ordinal));
            foreach (LayerEntry entry in layer.Entries().Where(entry => entry.Kind == NodeKind.File).Reverse())
                Assert.Equal(File.ReadAllBytes(folder.Path + entry.Path), RarTests.Bytes(entry.Content));
            Metadata metadata = layer.Find("/caf\u00E9 \u65E5.txt")!.Metadata;
            Assert.Equal(UnixTime.From(new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero)), metadata.ModifyTime);
            if (!OperatingSystem.IsWindows()) Assert.Equal(0x1C8, metadata.Mode);
            // The file without a name is gone, or never had one.
            Assert.Equal([archive], Directory.EnumerateFileSystemEntries(where.Path));
        }
    }

    [Fact]
    public void ManyThreads_UnpackOnce()
    {
        using var folder = new TemporaryDirectory();
        using var where = new TemporaryDirectory();
        Fill(folder.Path);
        if (Pack(folder.Path, Path.Combine(where.Path, "pack.7z")) is not { } archive) return;
        var counted = new CountingContent(File.ReadAllBytes(archive));
        Layer layer = ArchiveLayer.Open(counted, "pack.7z");
        long opened = counted.BytesRead;
        LayerEntry[] files = [.. layer.Entries().Where(entry => entry.Kind == NodeKind.File)];
        Parallel.For(0, 500, i => Assert.Equal(File.ReadAllBytes(folder.Path + files[i % files.Length].Path), RarTests.Bytes(files[i % files.Length].Content)));
        // The names again, and each byte about once: nothing near to once for every reader.
        Assert.InRange(counted.BytesRead - opened, counted.Length / 2, 3 * counted.Length);
    }

    [Fact]
    public void Encryption_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        using var where = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(folder.Path, "secret"), "x");
        if (Pack(folder.Path, Path.Combine(where.Path, "data.7z"), "-pword") is not { } data) return;
        Assert.Equal("secret", Assert.Throws<ArchiveException>(() => ArchiveLayer.Open(data)).Entry);
        Assert.Throws<ArchiveException>(() => ArchiveLayer.Open(Pack(folder.Path, Path.Combine(where.Path, "names.7z"), "-pword", "-mhe=on")!));
    }

    [Fact]
    public void ALink_IsRefused_OrLeftOut()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryDirectory();
        using var where = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(folder.Path, "a"), "x");
        File.WriteAllText(Path.Combine(folder.Path, "z"), "y");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), "/etc/passwd");
        if (Pack(folder.Path, Path.Combine(where.Path, "pack.7z"), "-snl") is not { } archive) return;
        Assert.Equal("link", Assert.Throws<ArchiveException>(() => ArchiveLayer.Open(archive)).Entry);
        Layer layer = ArchiveLayer.Open(archive, new ArchiveOptions { OnRefused = _ => { } });
        Assert.Equal(["/", "/a", "/z"], layer.Entries().Select(entry => entry.Path));
        Assert.Equal("y"u8, RarTests.Bytes(layer.Find("/z")!.Content));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("..\\evil")]
    [InlineData("a/../../b")]
    public void AHostileName_IsRefused(string name)
    {
        ArchiveException error = Assert.Throws<ArchiveException>(() => ArchiveLayer.Open(Content.FromOwned(Written(("good", "g"), (name, "e"))), "pack.7z"));
        Assert.Equal("pack.7z", error.Archive);
        Assert.NotNull(error.Entry);
        var refused = new List<ArchiveException>();
        Layer layer = ArchiveLayer.Open(Content.FromOwned(Written((name, "e"), ("good", "g"))), "pack.7z", new ArchiveOptions { OnRefused = refused.Add });
        Assert.Single(refused);
        Assert.Equal("g"u8, RarTests.Bytes(layer.Find("/good")!.Content));
    }

    [Fact]
    public void WhatIsCutOff_OrNoArchive_IsRefused()
    {
        byte[] archive = Written(("a", "some text that is long enough"), ("b", "more"));
        Assert.Throws<ArchiveException>(() => ArchiveLayer.Open(Content.Empty, "empty"));
        Assert.Throws<ArchiveException>(() => ArchiveLayer.Open(Content.From("not an archive"), "text"));
        for (int length = 0; length < archive.Length; length++) Assert.Throws<ArchiveException>(() => ArchiveLayer.Open(Content.FromOwned(archive.AsMemory(0, length)), "cut"));
        byte[] damaged = [.. archive];
        damaged[40] ^= 0xFF;
        Layer layer = ArchiveLayer.Open(Content.FromOwned(damaged), "damaged");
        Assert.Throws<ArchiveException>(() => RarTests.Bytes(layer.Find("/a")!.Content));
    }

    private static byte[] Written(params (string Name, string Text)[] files)
    {
        var stream = new MemoryStream();
        using (var writer = SevenZipWriter.OpenWriter(stream, new SevenZipWriterOptions()))
            foreach ((string name, string text) in files) writer.Write(name, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return stream.ToArray();
    }

    private sealed class CountingContent(byte[] bytes) : Content
    {
        private long _read;

        internal long BytesRead => Interlocked.Read(ref _read);

        public override long Length => bytes.Length;

        protected override void ReadExactly(long offset, Span<byte> destination)
        {
            Interlocked.Add(ref _read, destination.Length);
            bytes.AsSpan((int)offset, destination.Length).CopyTo(destination);
        }
    }
}
