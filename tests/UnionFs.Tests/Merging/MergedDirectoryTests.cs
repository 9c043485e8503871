using System.Runtime.CompilerServices;
using UnionFs.Merging;
using UnionFs.Nodes;
using UnionFs.Tests.Cost;

namespace UnionFs.Tests.Merging;

/// <summary>What a merge keeps, shares and refuses.</summary>
public class MergedDirectoryTests
{
    private const int Many = 20_000;

    [Fact]
    public void Entries_OnceVisited_TheSourcesAreLetGo()
    {
        (Layer squashed, WeakReference top, WeakReference below) = Squash();
        Assert.True(top.IsAlive);
        Assert.True(below.IsAlive);
        Assert.NotNull(squashed.Find("/d/high"));
        Assert.NotNull(squashed.Find("/d/low"));
        for (int i = 0; i < 5 && (top.IsAlive || below.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(top.IsAlive, "the upper directory is kept");
        Assert.False(below.IsAlive, "the lower directory is kept");
        GC.KeepAlive(squashed);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (Layer, WeakReference, WeakReference) Squash()
        {
            Layer low = new LayerBuilder().AddFile("/d/low", "").Build(), high = new LayerBuilder().AddFile("/d/high", "").Build();
            return (LayerStack.FromBottom(low, high).Squash(), Directory(high), Directory(low));
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Directory(Layer layer) => new(layer.Root.Entries.Find("d"));
    }

    [Fact]
    public void Entries_OfMoreSquashesInSquashesThanTheStackHolds_ThrowAndAreThereLater()
    {
        Layer bottom = new LayerBuilder().AddFile("/bottom", "").Build();
        var nested = new List<Layer> { new LayerBuilder().AddFile("/top", "").Build() };
        for (int i = 0; i < 5000; i++) nested.Add(LayerStack.FromBottom(bottom, nested[^1]).Squash());

        bool isRefused = false;
        var small = new Thread(() =>
        {
            try
            {
                nested[^1].Find("/top");
            }
            catch (InsufficientExecutionStackException)
            {
                isRefused = true;
            }
        }, maxStackSize: 256 << 10);
        small.Start();
        small.Join();
        Assert.True(isRefused);
        foreach (Layer each in nested) Assert.NotNull(each.Find("/top"));
        Assert.NotNull(nested[^1].Find("/bottom"));
    }

    [Fact]
    public void Clean_OfADirectoryWithoutMarks_IsThatDirectory()
    {
        Layer layer = new LayerBuilder().AddDirectory("/plain").AddFile("/plain/f", "").AddDirectory("/marked").AddWhiteout("/marked/f").Build();
        var plain = (DirectoryNode)layer.Root.Entries.Find("plain")!;
        var marked = (DirectoryNode)layer.Root.Entries.Find("marked")!;
        Assert.Same(plain, MergeRule.Clean(plain));
        Assert.Equal(0, MergeRule.Clean(marked).Entries.Count);
    }

    [Theory]
    [InlineData(NameComparison.Ordinal)]
    [InlineData(NameComparison.IgnoreCase)]
    public void Entries_WhereOneSideHasFew_ShareTheOther(NameComparison names)
    {
        var many = new LayerBuilder();
        for (int i = 0; i < Many; i++) many.AddFile(FormattableString.Invariant($"/f{i}"), "");
        Layer large = many.Build(), small = new LayerBuilder().AddFile("/f1", "small").AddFile("/more", "").Build();
        foreach (Layer layer in (Layer[])[large, small]) Assert.True(layer.RootFor(names).Entries.Count > 1);
        foreach (Layer[] layers in (Layer[][])[[large, small], [small, large]])
        {
            LayerStack stack = LayerStack.FromBottom(layers).WithNames(names);
            int count = 0;
            Assert.InRange(Allocated.Once(() => count = stack.MergedRoot.Entries.Count), 1, 100_000);
            Assert.Equal(Many + 1, count);
        }
    }

    [Fact]
    public void Links_BelowAnUpperDirectoryWithoutAny_AreCounted()
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(
            new LayerBuilder().AddFile("/d/one", "").AddHardLink("/two", "/d/one").Build(),
            new LayerBuilder().AddFile("/d/more", "").Build()));
        Assert.Equal(FsError.None, fs.Posix.RemoveTree("/d"));
        Assert.Equal(FsError.None, fs.Posix.Stat("/two", out FileStat stat));
        Assert.Equal(1, stat.LinkCount);
    }

    [Fact]
    public void Implied_ThroughASquash_IsWhatNoLayerOfItStated()
    {
        Layer below = new LayerBuilder().AddDirectory("/d", new Metadata { Mode = 0x1C0 }).Build();
        Layer implied = new LayerBuilder().AddFile("/d/x", "").Build(), other = new LayerBuilder().AddFile("/d/y", "").Build();
        Layer stated = new LayerBuilder().AddDirectory("/d", new Metadata { Mode = 0x1C9 }).Build();
        Assert.Equal(0x1C0, ModeOver(implied, other));
        Assert.Equal(0x1C9, ModeOver(stated, other));
        Assert.Equal(0x1C9, ModeOver(implied, stated));

        int ModeOver(params Layer[] layers)
        {
            Layer squashed = LayerStack.FromBottom(layers).Squash();
            Assert.Equal(FsError.None, new Snapshot(LayerStack.FromBottom(below, squashed)).Posix.Stat("/d", out FileStat stat));
            return stat.Mode;
        }
    }
}
