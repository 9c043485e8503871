using System.IO.Pipelines;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>The forward reader's own promises; that it agrees with the index is part of every other test.</summary>
public class TarReaderTests
{
    [Fact]
    public async Task Data_MayBeReadInAnyPieces_AndLeft()
    {
        byte[] tar = SparseTests.Sparse("0.1", 300, [(100, 5), (200, 5)], "abcdefghij").File("next", "1234").File("last", "5").End();
        TarReader reader = TarReader.Create(new MemoryStream(tar), "t");
        Assert.Equal("sparse", (await reader.ReadAsync())!.Name);
        var bytes = new List<byte>();
        var one = new byte[7];
        while (await reader.ReadDataAsync(one) is > 0 and int count) bytes.AddRange(one[..count]);
        Assert.Equal(300, bytes.Count);
        Assert.Equal("abcde"u8.ToArray(), bytes[100..105]);
        Assert.Equal("fghij"u8.ToArray(), bytes[200..205]);
        Assert.Equal("next", (await reader.ReadAsync())!.Name);
        Assert.Equal(2, await reader.ReadDataAsync(one.AsMemory(0, 2)));
        Assert.Equal("last", (await reader.ReadAsync())!.Name);
        Assert.Null(await reader.ReadAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.ReadDataAsync(one));
    }

    [Fact]
    public async Task Data_OfACutArchive_NamesTheEntry()
    {
        byte[] tar = new RawTar().File("whole", "x").File("cut", new string('c', 5000)).End()[..3000];
        TarReader reader = TarReader.Create(new MemoryStream(tar), "t");
        await reader.ReadAsync();
        await reader.ReadAsync();
        Assert.Equal("cut", (await Assert.ThrowsAsync<TarException>(() => reader.CopyDataToAsync(Stream.Null))).Entry);
    }

    [Fact]
    public async Task Drain_ReadsToTheEnd_AndCountsWhatIsThere()
    {
        byte[] tar = [.. new RawTar().File("a").End(), .. new byte[2000], 1, 2, 3];
        var input = new MemoryStream(tar);
        TarReader reader = TarReader.Create(input, "t");
        while (await reader.ReadAsync() is not null) { }
        Assert.Equal(3, await reader.DrainAsync());
        Assert.Equal(tar.Length, input.Position);
    }

    [Fact]
    public async Task Pipe_IsReadNoFurtherThanTheArchive()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        byte[] first = new RawTar().File("a", "1").End(), second = new RawTar().File("b", "2").End();
        await pipe.Writer.WriteAsync(first);
        await pipe.Writer.WriteAsync(second);
        await pipe.Writer.CompleteAsync();
        foreach (string name in new[] { "a", "b" })
        {
            var reader = new TarReader(pipe.Reader, "t");
            Assert.Equal(name, (await reader.ReadAsync())!.Name);
            Assert.Null(await reader.ReadAsync());
        }
    }

    [Fact]
    public void Layers_OpenedInParallel_AreWhatTheyAreOneByOne()
    {
        byte[][] archives = [.. Enumerable.Range(0, 16).Select(i => new RawTar().Directory($"d{i}").File($"d{i}/f", $"{i}").File($"d{i - 1}/.wh.f").HardLink($"h{i}", i == 0 ? "d0/f" : $"d{i - 1}/f0").File($"d{i}/f0").End())];
        TarLayer[] opened = [.. archives.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(archive => Layers.Diff(archive))];
        LayerStack stack = LayerStack.Empty;
        foreach (TarLayer layer in opened) stack = stack.Push(layer.ToLayer(stack));
        Assert.Equal(Layers.Stack(archives).Describe(), stack.Describe());
        Assert.All(opened.Skip(1), layer => Assert.True(layer.NeedsBelow));
    }
}
