using System.Globalization;
using System.Text;
using static UnionFs.Archives.Tests.Tar.RawHeader;
using static UnionFs.Archives.Tests.Tar.TarReading;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>GNU sparse files in all four forms: 8 bytes at 4096, 4 at 10,000, 12,000 in all.</summary>
public class SparseTests
{
    private const string Data = "ABCDEFGHwxyz";

    private static readonly (long Offset, long Length)[] Map = [(4096, 8), (10_000, 4), (12_000, 0)];

    public static TheoryData<string> Forms => ["old", "0.0", "0.1", "1.0"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Sparse_InEveryForm_HasHoles(string form)
    {
        byte[] tar = Sparse(form, 12_000, Map, Data).File("after", "x").End();
        (IReadOnlyList<TarEntry> entries, IReadOnlyList<byte[]> data) = Read(tar);
        Assert.Equal(["sparse", "after"], entries.Select(e => e.Name));
        Assert.Equal((12_000L, 12L), (entries[0].Size, entries[0].PackedSize));
        var expected = new byte[12_000];
        Encoding.ASCII.GetBytes(Data[..8]).CopyTo(expected, 4096);
        Encoding.ASCII.GetBytes(Data[8..]).CopyTo(expected, 10_000);
        Assert.Equal(expected, data[0]);
        Assert.Equal("x"u8.ToArray(), data[1]);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Sparse_OfManyRanges_IsReadOverSeveralBlocks(string form)
    {
        (long, long)[] map = [.. Enumerable.Range(0, 60).Select(i => (i * 1000L, 1L))];
        byte[] data = Read(Sparse(form, 60_000, map, new string('d', 60)).End()).Data[0];
        Assert.Equal(60, data.Count(b => b == 'd'));
        Assert.All(map, extent => Assert.Equal((byte)'d', data[extent.Item1]));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Sparse_HugeAndEmpty_CostsNothing_sparse_huge(string form)
    {
        byte[] tar = Sparse(form, 1L << 62, [(1L << 62, 0)], "").End();
        EntryTests.AssertCheap(() => Assert.Equal("sparse", Refused(tar).Entry));
        var unlimited = new TarLimits { MaxEntryBytes = long.MaxValue, MaxTotalBytes = long.MaxValue };
        EntryTests.AssertCheap(() => Assert.Equal(1L << 62, Single(tar, unlimited).Size));
        var index = TarIndex.Read(Content.FromOwned(tar), "t", unlimited);
        var last = new byte[1];
        Assert.Equal(1, index.Open(index.Entries[0]).Read((1L << 62) - 1, last));
    }

    public static TheoryData<string, long, string, string> Lies()
    {
        var all = new TheoryData<string, long, string, string>();
        foreach (string form in (string[])["old", "0.0", "0.1", "1.0"])
        {
            all.Add(form, 12_000, "4096 8 4100 4", Data); // overlap
            all.Add(form, 12_000, "10000 8 4096 4", Data); // out of order
            all.Add(form, 10_002, "4096 8 10000 4", Data); // past the end
            all.Add(form, 12_000, "4096 8 10000 5", Data); // more than there is
            all.Add(form, 12_000, "4096 8", Data); // less
            all.Add(form, long.MaxValue, "9223372036854775800 100", Data);
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void Sparse_WithAMapThatLies_IsRefused(string form, long size, string map, string data)
    {
        long[] numbers = [.. map.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
        (long, long)[] extents = [.. numbers.Chunk(2).Select(pair => (pair[0], pair[1]))];
        var unlimited = new TarLimits { MaxEntryBytes = long.MaxValue, MaxTotalBytes = long.MaxValue };
        TarException error = Refused(Sparse(form, size, extents, data).End(), unlimited);
        Assert.Equal("sparse", error.Entry);
        Assert.Contains("sparse map", error.Message);
    }

    [Fact]
    public void Sparse_Malformed_IsRefused()
    {
        Refused(new RawTar().Pax(("GNU.sparse.major", "2"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "1")).File("s").End());
        Refused(new RawTar().Pax(("GNU.sparse.map", "1,2,3"), ("GNU.sparse.size", "10")).File("s", "ab").End());
        Refused(new RawTar().Pax(("GNU.sparse.map", "1,2")).File("s", "ab").End());
        Refused(new RawTar().Pax(("GNU.sparse.numbytes", "2"), ("GNU.sparse.size", "10")).File("s", "ab").End());
        Refused(new RawTar().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "10")).File("s", "x\n").End());
        Refused(new RawTar().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "10")).Add(new RawHeader("s")).End());
        Refused(new RawTar().Pax(("GNU.sparse.size", "-1"), ("GNU.sparse.map", "")).File("s").End());
        // A map that goes on for ever (Go's CVE-2025-58183) is a header over its limit.
        byte[] endless = Encoding.ASCII.GetBytes("99999999\n" + string.Concat(Enumerable.Repeat("1\n0\n", 400_000)));
        Assert.Contains("1048576", Refused(new RawTar().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "10")).Add(new RawHeader("s"), endless).End()).Message);
    }

    internal static RawTar Sparse(string form, long size, (long Offset, long Length)[] map, string data)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(data);
        string[] numbers = [.. map.SelectMany(extent => new[] { extent.Offset, extent.Length }).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        string real = size.ToString(CultureInfo.InvariantCulture);
        switch (form)
        {
            case "old":
                byte[][] records = [.. map.Select(extent => (byte[])[.. Number(extent.Offset), .. Number(extent.Length)])];
                var tar = new RawTar().Raw(new RawHeader("sparse", 'S')
                {
                    Magic = "ustar  \0",
                    Patches = [(386, [.. records.Take(4).SelectMany(r => r)]), (482, [(byte)(records.Length > 4 ? 1 : 0)]), (483, Number(size))],
                }.ToBlock(bytes.Length));
                foreach (byte[][] chunk in records.Skip(4).Chunk(21))
                {
                    var block = new byte[512];
                    chunk.SelectMany(r => r).ToArray().CopyTo(block, 0);
                    if (!ReferenceEquals(chunk[^1], records[^1])) block[504] = 1;
                    tar.Raw(block);
                }
                return tar.Raw(bytes).Raw(new byte[(512 - bytes.Length % 512) % 512]);
            case "0.0":
                return new RawTar().Pax([("GNU.sparse.size", real), ("GNU.sparse.numblocks", map.Length.ToString(CultureInfo.InvariantCulture)),
                    .. numbers.Select((n, i) => (i % 2 == 0 ? "GNU.sparse.offset" : "GNU.sparse.numbytes", n))]).Add(new RawHeader("sparse"), bytes);
            case "0.1":
                return new RawTar().Pax(("GNU.sparse.size", real), ("GNU.sparse.name", "sparse"), ("GNU.sparse.map", string.Join(',', numbers)))
                    .Add(new RawHeader("GNUSparseFile.0/sparse"), bytes);
            default:
                byte[] text = Encoding.ASCII.GetBytes(string.Join('\n', [map.Length.ToString(CultureInfo.InvariantCulture), .. numbers]) + "\n");
                return new RawTar().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "sparse"), ("GNU.sparse.realsize", real))
                    .Add(new RawHeader("GNUSparseFile.0/sparse"), [.. text, .. new byte[(512 - text.Length % 512) % 512], .. bytes]);
        }
    }

    private static byte[] Number(long value) => value < 1L << 33 ? Octal(value, 11) : Binary(value, 12);
}
