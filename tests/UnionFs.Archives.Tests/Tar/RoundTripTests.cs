namespace UnionFs.Archives.Tests.Tar;

/// <summary>What is written is read again as the same tree: by this project's reader, and by the model of what the common engines do.</summary>
public class RoundTripTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Layers_OfRandomChanges_ComeBackTheSame(int seed)
    {
        var random = new RandomTree(seed);
        LayerStack engine = LayerStack.Empty, read = LayerStack.Empty;
        var model = new OverlayModel();
        for (int layer = 0; layer < 4; layer++)
        {
            var fs = new UnionFileSystem(engine);
            random.Change(fs, 40);
            Layer diff = fs.Diff();
            byte[] tar = Trees.Write(diff, engine);
            Assert.Equal(tar, Trees.Write(diff, engine));

            TarLayer opened = Layers.Diff(tar);
            Assert.Empty(opened.Warnings);
            Assert.False(opened.NeedsBelow); // every parent has an entry
            engine = engine.Push(diff);
            read = read.Push(opened.ToLayer());
            Assert.Equal(engine.Describe(), read.Describe());
            model.Apply(tar);
            Assert.Equal(engine.Describe()[1..], model.Describe());

            // Written from what was read, it is the same archive.
            Assert.Equal(tar, Trees.Write(opened.ToLayer(), read.Pop()));
        }
        // And the whole as one base layer.
        Layer squashed = engine.Squash();
        Assert.Equal(engine.Describe(), LayerStack.Empty.Push(Layers.Diff(Trees.Write(squashed)).ToLayer()).Describe());
    }

    [Fact]
    public void RandomChanges_ReachTheRareCases()
    {
        var entries = new List<TarEntry>();
        for (int seed = 1; seed <= 30; seed++)
        {
            var random = new RandomTree(seed);
            LayerStack engine = LayerStack.Empty;
            for (int layer = 0; layer < 4; layer++)
            {
                var fs = new UnionFileSystem(engine);
                random.Change(fs, 40);
                Layer diff = fs.Diff();
                entries.AddRange(TarReading.Read(Trees.Write(diff, engine)).Entries);
                engine = engine.Push(diff);
            }
        }
        Assert.All(Enum.GetValues<TarEntryKind>().Except([TarEntryKind.Unknown, TarEntryKind.CharDevice]), kind => Assert.Contains(entries, e => e.Kind == kind));
        Assert.InRange(entries.Count(e => e.Name.EndsWith("/.wh..wh..opq", StringComparison.Ordinal)), 20, int.MaxValue);
        Assert.InRange(entries.Count(e => e.Name.Contains(".wh.", StringComparison.Ordinal)), 60, int.MaxValue);
        Assert.InRange(entries.Count(e => e.Kind == TarEntryKind.HardLink), 50, int.MaxValue);
        Assert.InRange(entries.Count(e => e.Xattrs.Count > 0), 50, int.MaxValue);
        Assert.InRange(entries.Count(e => e.ModifyTime.Seconds < 0), 10, int.MaxValue);
        Assert.InRange(entries.Count(e => e.Uid == uint.MaxValue - 1), 10, int.MaxValue);
        Assert.Contains(entries, e => e.Name.Contains('\uDCFF', StringComparison.Ordinal));
        Assert.Contains(entries, e => e.Name.Length > 300);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("UNIONFS_TAR_SEEDS"), out int count) ? count : 60)];
}
