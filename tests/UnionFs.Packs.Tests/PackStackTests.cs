using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>What a set of packs looks like as a stack.</summary>
public class PackStackTests
{
    [Fact]
    public void RootAndMount_ShowAPartElsewhere()
    {
        Pack pack = PackOf.Files("sky", "data/wall.png", "data/sub/x", "readme") with { Root = "/data", Mount = "/textures/sky" };
        LayerStack stack = PackSet.Empty.Add(PackOf.Files("game", "textures/wall.png")).Add(pack).ToStack();
        Assert.Equal(
            ["/textures/sky/sub/x=sky:data/sub/x", "/textures/sky/wall.png=sky:data/wall.png", "/textures/wall.png=game:textures/wall.png"], PackOf.Listing(stack));
        Assert.Equal("sky", new Snapshot(stack).Which("/textures/sky/sub/x").Winner!.Layer!.Name);
    }

    [Fact]
    public void Root_ThatIsNotThere_IsAnErrorThatNamesThePack()
    {
        PackSet packs = PackSet.Empty.Add(PackOf.Files("sky", "data/wall.png") with { Root = "/Data" });
        var error = Assert.Throws<PackException>(() => packs.ToStack());
        Assert.Equal(("sky", "Pack 'sky': it has no directory '/Data' to be shown."), (error.Pack, error.Message));
        Assert.Equal(["/wall.png=sky:data/wall.png"], PackOf.Listing(packs.WithNames(NameComparison.IgnoreCase).ToStack()));
        Assert.Throws<PackException>(() => packs.Change("sky", pack => pack with { Root = "/data/wall.png" }).ToStack());
    }

    [Fact]
    public void OnePack_WithTwoRoots_CanBeTwoPacks()
    {
        Pack pack = PackOf.Files("all", "a/f=1", "b/f=2");
        LayerStack stack = PackSet.Empty.Add(pack with { Name = "a", Root = "a" }).Add(pack with { Name = "b", Root = "b", Mount = "other" }).ToStack();
        Assert.Equal(["/f=1", "/other/f=2"], PackOf.Listing(stack));
    }

    [Fact]
    public void Edits_GiveBackTheStateFromBefore()
    {
        PackSet packs = PackSet.Empty.AddRange([PackOf.Files("a", "f", "a"), PackOf.Files("b", "f", "b"), PackOf.Files("c", "f", "c")]);
        string[] before = PackOf.Listing(packs.ToStack());
        PackSet without = packs.Disable("c").Remove("b");
        Assert.Equal(["/a=a:a", "/f=a:f"], PackOf.Listing(without.ToStack()));
        Assert.Equal(before, PackOf.Listing(packs.ToStack()));
        Assert.Equal(before, PackOf.Listing(packs.Disable("c").Enable("c").ToStack()));
    }

    [Fact]
    public void Stack_OfASetThatBeginsAlike_IsTheSameUpToThere()
    {
        PackSet packs = PackSet.Empty.AddRange(Enumerable.Range(0, 10).Select(i => PackOf.Files($"p{i}", $"f{i}")));
        LayerStack stack = packs.ToStack();
        Assert.Same(stack, packs.ToStack());
        Assert.Same(stack.Pop(), packs.Disable("p9").ToStack());
        Assert.Same(stack.Pop().Pop(), packs.Disable("p8").ToStack().Pop());
        Assert.Same(stack, packs.Disable("p9").Enable("p9").Add(PackOf.Files("top", "x")).ToStack().Pop());
        // Also where nobody looked at the set in between.
        Assert.Same(stack.Pop(), packs.Change("p9", pack => pack with { Mount = "m" }).Disable("p9").ToStack());
    }

    [Fact]
    public void IgnoringCase_MergesWhatIsAlike()
    {
        PackSet packs = PackSet.Empty.AddRange([PackOf.Files("game", "Data/Map.txt"), PackOf.Files("mod", "data/MAP.TXT")]);
        Assert.Equal(2, PackOf.Listing(packs.ToStack()).Length);
        Assert.Equal(["/Data/MAP.TXT=mod:data/MAP.TXT"], PackOf.Listing(packs.WithNames(NameComparison.IgnoreCase).ToStack()));
    }
}
