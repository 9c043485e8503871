using System.IO.Compression;

namespace UnionFs.Archives.Tests;

/// <summary>Inflated contents within a number of bytes, and entries left out.</summary>
public sealed class InflatedCacheTests
{
    private const int EntryBytes = 100_000;

    private static Content Archive(int entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < entries; i++)
            {
                using Stream entry = zip.CreateEntry($"f{i:00}").Open();
                entry.Write(Enumerable.Repeat((byte)i, EntryBytes).ToArray());
            }
        }
        return Content.FromOwned(stream.ToArray());
    }

    private static LayerEntry[] Files(Layer layer) => [.. layer.Entries().Where(entry => entry.Kind == NodeKind.File)];

    [Fact]
    public void Cache_KeepsWithinItsBytes_AndWhatHasGoneIsReadAgain()
    {
        var cache = new InflatedCache(3 * EntryBytes + 1);
        LayerEntry[] files = [.. Files(ZipLayer.Open(Archive(10), "a", new ZipOptions { Cache = cache })), .. Files(ZipLayer.Open(Archive(10), "b", new ZipOptions { Cache = cache }))];
        var bytes = new byte[EntryBytes];
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < files.Length; i++)
            {
                Assert.Equal(EntryBytes, files[i].Content.Read(0, bytes));
                Assert.DoesNotContain(bytes, value => value != i % 10);
                Assert.InRange(cache.UsedBytes, EntryBytes, 3 * EntryBytes);
                Assert.Equal(cache.UsedBytes, files.Sum(file => file.Content.AllocatedBytes));
            }
        }
    }

    [Fact]
    public void Cache_KeepsWhatIsReadAgainAndAgain()
    {
        var cache = new InflatedCache(3 * EntryBytes);
        LayerEntry[] files = Files(ZipLayer.Open(Archive(20), "a", new ZipOptions { Cache = cache }));
        var bytes = new byte[1];
        for (int i = 0; i < files.Length; i++)
        {
            files[0].Content.Read(0, bytes);
            files[i].Content.Read(0, bytes);
        }
        Assert.Equal(EntryBytes, files[0].Content.AllocatedBytes);
    }

    [Fact]
    public void Cache_SmallerThanAContent_KeepsItAlone()
    {
        var cache = new InflatedCache(0);
        LayerEntry[] files = Files(ZipLayer.Open(Archive(3), "a", new ZipOptions { Cache = cache }));
        foreach (LayerEntry file in files) Assert.Equal(1, file.Content.Read(5, new byte[1]));
        Assert.Equal([0, 0, EntryBytes], files.Select(file => file.Content.AllocatedBytes));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InflatedCache(-1));
    }

    [Fact]
    public void Cache_ReadByManyThreads_NeverServesWrongBytes()
    {
        var cache = new InflatedCache(2 * EntryBytes);
        LayerEntry[] files = Files(ZipLayer.Open(Archive(8), "a", new ZipOptions { Cache = cache }));
        Parallel.For(0, 400, i =>
        {
            var bytes = new byte[1000];
            Assert.Equal(1000, files[i % 8].Content.Read(i * 200 % (EntryBytes - 1000), bytes));
            Assert.DoesNotContain(bytes, value => value != i % 8);
        });
        Assert.InRange(cache.UsedBytes, EntryBytes, 2 * EntryBytes);
        Assert.Equal(cache.UsedBytes, files.Sum(file => file.Content.AllocatedBytes));
    }

    [Fact]
    public void OnRefused_IsToldOfEachEntry_AndTheOthersAreThere()
    {
        var zip = new RawZip(
            new RawEntry("../out", "1"), new RawEntry("good", "2"), new RawEntry("secret", "3") { Flags = 1 });
        Assert.Throws<ZipException>(() => zip.Open());
        var refused = new List<string?>();
        Layer layer = ZipLayer.Open(zip.ToContent(), "a", new ZipOptions { OnRefused = error => refused.Add(error.Entry) });
        Assert.Equal(["../out", "secret"], refused);
        Assert.Equal(["/", "/good"], layer.Entries().Select(entry => entry.Path));
        // What makes the whole doubtful is refused all the same.
        var twice = new RawZip(new RawEntry("f"), new RawEntry("f"));
        Assert.Throws<ZipException>(() => ZipLayer.Open(twice.ToContent(), "a", new ZipOptions { OnRefused = _ => { } }));
    }
}
