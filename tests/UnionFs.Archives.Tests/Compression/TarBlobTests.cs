using System.IO.Compression;
using System.Security.Cryptography;
using ZstdSharp;

namespace UnionFs.Archives.Tests.Compression;

/// <summary>Blobs are unpacked to what was packed, or refused: never to less.</summary>
public class TarBlobTests
{
    private static readonly TarBlobOptions Digests = new() { Digests = true };

    private static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        var random = new Random(seed);
        for (int i = 0; i < length; i++) bytes[i] = (byte)random.Next(random.Next(1, 60));
        return bytes;
    }

    internal static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    internal static byte[] Zstd(ReadOnlySpan<byte> bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }

    private static byte[] Unpack(byte[] packed, TarBlobOptions? options = null) => TarBlob.Open(Content.FromOwned(packed), "blob", options).Content.Bytes();

    private static TarException Refused(byte[] packed, TarBlobOptions? options = null)
    {
        TarException error = Assert.Throws<TarException>(() => Unpack(packed, options));
        Assert.Equal(error.Message, Assert.Throws<TarException>(() => TarBlob.Read(new MemoryStream(packed), "blob", options)).Message);
        Assert.Contains("'blob'", error.Message);
        return error;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    [InlineData(3_500_000)]
    public void Blob_OfAnyPacking_GivesBytesAndDigests(int length)
    {
        byte[] bytes = Bytes(length);
        string diffId = Convert.ToHexStringLower(SHA256.HashData(bytes));
        foreach ((byte[] packed, BlobCompression compression) in new[] { (bytes, BlobCompression.None), (Gzip(bytes), BlobCompression.Gzip), (Zstd(bytes), BlobCompression.Zstd) })
        {
            if (packed.Length == 0) continue; // .NET writes an empty gzip as nothing
            foreach (TarBlob blob in new[] { TarBlob.Open(Content.FromOwned(packed), "blob", Digests), TarBlob.Read(new MemoryStream(packed), "blob", Digests) })
            {
                Assert.Equal(compression, blob.Compression);
                Assert.Equal(bytes, blob.Content.Bytes());
                Assert.Equal(new BlobDigest(diffId, length), blob.Unpacked);
                Assert.Equal(new BlobDigest(Convert.ToHexStringLower(SHA256.HashData(packed)), packed.Length), blob.Packed);
            }
            Assert.Null(TarBlob.Open(Content.FromOwned(packed), "blob").Packed);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    [InlineData(2_000_000)]
    public void Blob_OverTheMemoryLimit_IsKeptInAFile(long memory)
    {
        using var directory = new TemporaryDirectory();
        byte[] bytes = Bytes(2_600_000);
        var options = new TarBlobOptions { MaxMemoryBytes = memory, TemporaryDirectory = directory.Path, Digests = true };
        TarBlob blob = TarBlob.Open(Content.FromOwned(Gzip(bytes)), "blob", options);
        Assert.Equal(0, blob.Content.AllocatedBytes);
        Assert.Equal(bytes, blob.Content.Bytes());
        Assert.Equal(new BlobDigest(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), blob.Unpacked);
        if (!OperatingSystem.IsWindows()) Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public void Digests_OfMoreBlobsAtOnceThanThereAreThreads_AreEachTheirOwn()
    {
        byte[][] packed = [.. Enumerable.Range(0, 24).Select(i => Gzip(Bytes(700_000 + i, i)))];
        var threads = new Thread[packed.Length];
        var blobs = new TarBlob[packed.Length];
        for (int i = 0; i < threads.Length; i++)
        {
            int at = i;
            threads[at] = new Thread(() => blobs[at] = TarBlob.Open(Content.FromOwned(packed[at]), "blob", Digests));
            threads[at].Start();
        }
        foreach (Thread thread in threads) thread.Join();
        for (int i = 0; i < blobs.Length; i++)
        {
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(packed[i])), blobs[i].Packed!.Value.ToString()["sha256:".Length..]);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Bytes(700_000 + i, i))), blobs[i].Unpacked!.Value.ToString()["sha256:".Length..]);
        }
    }

    [Fact]
    public void File_OfTheHost_IsOpenedInPlaceOrUnpacked()
    {
        using var file = new TemporaryFile();
        byte[] bytes = Bytes(50_000);
        foreach (byte[] packed in new[] { bytes, Gzip(bytes), Zstd(bytes), [] })
        {
            File.WriteAllBytes(file.Path, packed);
            TarBlob blob = TarBlob.Open(file.Path, Digests);
            Assert.Equal(packed.Length == 0 ? [] : bytes, blob.Content.Bytes());
            Assert.Equal(packed.Length, blob.Packed!.Value.Size);
        }
        Assert.Throws<FileNotFoundException>(() => TarBlob.Open(file.Path + ".none"));
        Assert.Throws<UnauthorizedAccessException>(() => TarBlob.Open(Path.GetTempPath()));
    }

    [Fact]
    public void Gzip_CutAnywhere_IsRefused()
    {
        // `trunc.gz`: GZipStream gives what there was, without an error.
        byte[] packed = Gzip(Bytes(60_000));
        for (int length = 2; length < packed.Length; length += length < 40 || length > packed.Length - 40 ? 1 : 997)
            Assert.Contains("cut off", Refused(packed[..length]).Message);
    }

    [Fact]
    public void Gzip_OfSeveralMembers_IsReadAsOne()
    {
        foreach (int count in new[] { 2, 3, 50 })
        {
            byte[][] parts = [.. Enumerable.Range(0, count).Select(i => Bytes(i * 1237 % 9000, i))];
            byte[] packed = [.. parts.SelectMany(part => part.Length == 0 ? EmptyMember : Gzip(part))];
            byte[] all = [.. parts.SelectMany(part => part)];
            Assert.Equal(all, Unpack(packed, Digests));
            for (int cut = 1; cut < 30; cut++)
            {
                // Cut off where a member ends it is whole again; that the tar in it is short is seen by who reads it.
                if (cut != EmptyMember.Length || parts[^1].Length != 0) Refused(packed[..^cut]);
            }
        }
    }

    [Fact]
    public void Gzip_WithAMagicByChance_IsNotMistaken()
    {
        // Stored blocks show the bytes as they are: magics everywhere, also where nothing begins.
        byte[] bytes = [.. Enumerable.Repeat<byte[]>([0x1F, 0x8B, 0x08, 0x00], 20_000).SelectMany(magic => magic)];
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true)) gzip.Write(bytes);
        Assert.Equal(bytes, Unpack(packed.ToArray()));
        Assert.Equal([.. bytes, .. bytes], Unpack([.. packed.ToArray(), .. packed.ToArray()]));
        Refused(packed.ToArray()[..^3]);
        Refused([.. packed.ToArray(), .. packed.ToArray()[..^3]]);
    }

    [Fact]
    public void Gzip_WithEStargzFooter_IsRead()
    {
        byte[] footer = [0x1F, 0x8B, 0x08, 0x04, 0, 0, 0, 0, 0, 0xFF, 26, 0, (byte)'S', (byte)'G', 22, 0, .. new byte[22], 0x01, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(51, footer.Length);
        byte[] bytes = Bytes(9000);
        Assert.Equal(bytes, Unpack([.. Gzip(bytes.AsSpan(0, 4000)), .. Gzip(bytes.AsSpan(4000)), .. footer]));
    }

    [Fact]
    public void Gzip_DamagedOrFollowed_IsRefused()
    {
        byte[] packed = Gzip(Bytes(60_000));
        Refused([.. packed, .. "trailing junk"u8]);
        Refused([.. packed, .. new byte[200_000]]);
        for (int at = 12; at < packed.Length; at += 1501)
        {
            byte[] damaged = [.. packed];
            damaged[at] ^= 0x10;
            Refused(damaged);
        }
    }

    [Fact]
    public void Zstd_OfSeveralFrames_IsReadAsOne()
    {
        byte[] skippable = [0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4];
        byte[] bytes = Bytes(9000);
        Assert.Equal(bytes, Unpack([.. skippable, .. Zstd(bytes.AsSpan(0, 4000)), .. skippable, .. Zstd(bytes.AsSpan(4000)), .. skippable]));
    }

    [Fact]
    public void Zstd_CutOrDamagedOrFollowed_IsRefused()
    {
        byte[] packed = Zstd(Bytes(60_000));
        for (int length = 4; length < packed.Length; length += 997) Refused(packed[..length]);
        Refused(packed[..^1]);
        Refused([.. packed, .. "trailing junk"u8]);
    }

    [Fact]
    public void Zstd_WithAWindowOver128MiB_IsRefused()
    {
        // A frame header that asks for 2^30 bytes of window, and one empty last block.
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 20 << 3, 0x01, 0x00, 0x00];
        Refused(frame);
        frame[5] = 17 << 3; // 2^27
        Assert.Empty(Unpack(frame));
    }

    [Fact]
    public void Bombs_AreRefused_BeforeTheyAreUnpacked()
    {
        byte[] gzip = Gzip(new byte[80 << 20]);
        Assert.Contains("ratio", Refused(gzip, new TarBlobOptions { Limits = new TarLimits { MaxRatio = 100 } }).Message);
        byte[] zstd = Zstd(new byte[80 << 20]);
        Assert.Contains("ratio", Refused(zstd).Message);
        Assert.Contains("unpacks to over", Refused(zstd, new TarBlobOptions { Limits = new TarLimits { MaxUnpackedBytes = 1 << 20 } }).Message);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<TarException>(() => Unpack(zstd, new TarBlobOptions { Limits = new TarLimits { MaxUnpackedBytes = 1 << 20 } }));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    private static readonly byte[] EmptyMember = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}
