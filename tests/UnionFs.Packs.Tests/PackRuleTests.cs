using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>Globs, hiding, and packs that only add.</summary>
public class PackRuleTests
{
    private static readonly Pack Game = PackOf.Files("game", "textures/old/a.png", "textures/old/sub/b.png", "textures/new.png", "maps/one.map", "readme.txt");

    private static string[] Names(params Pack[] packs) => PackOf.Names(PackSet.Empty.AddRange(packs).ToStack());

    [Fact]
    public void Include_ShowsOnlyWhatMatches() =>
        Assert.Equal(["/textures/", "/textures/new.png", "/textures/old/", "/textures/old/a.png", "/textures/old/sub/", "/textures/old/sub/b.png"],
            Names(Game with { Include = ["**/*.png"] }));

    [Fact]
    public void Exclude_TakesAway_ButNotCaseWhereThatCounts()
    {
        Assert.Equal(["/maps/", "/maps/one.map", "/readme.txt", "/textures/", "/textures/new.png"], Names(Game with { Exclude = ["textures/old/**"] }));
        Assert.Equal(Names(Game), Names(Game with { Exclude = ["TEXTURES/**"] }));
        PackSet packs = PackSet.Empty.Add(Game with { Include = ["**"], Exclude = ["TEXTURES/**", "README.*"] }).WithNames(NameComparison.IgnoreCase);
        Assert.Equal(["/maps/", "/maps/one.map"], PackOf.Names(packs.ToStack()));
    }

    [Fact]
    public void Globs_StartAtTheRootOfThePack() =>
        Assert.Equal(["/m/", "/m/old/", "/m/old/sub/", "/m/old/sub/b.png"], Names(Game with { Root = "textures", Mount = "m", Include = ["old/sub/*"] }));

    [Fact]
    public void Filter_KeepsLinksAndWhiteoutsAndAttributes()
    {
        Layer layer = new LayerBuilder().AddFile("a/one", "1").AddHardLink("b/two", "a/one").AddHardLink("b/three", "a/one").AddSymlink("b/link", "two").AddWhiteout("b/gone")
            .AddDirectory("b", Metadata.DefaultDirectory with { Mode = 0x1C0 }).AddDirectory("empty").Build();
        LayerStack stack = PackSet.Empty.Add(PackOf.Files("low", "b/gone", "b/low")).Add(new Pack("p", layer) { Exclude = ["a/**"] }).ToStack();
        Assert.Equal(["/b/", "/b/link", "/b/low", "/b/three", "/b/two"], PackOf.Names(stack));
        Assert.Equal(stack.Find("/b/two")!.Inode, stack.Find("/b/three")!.Inode);
        Assert.Equal(("two", 0x1C0), (stack.Find("/b/link")!.LinkTarget, stack.Find("/b")!.Metadata.Mode));
    }

    [Fact]
    public void Hides_ADirectory_AndShowsItsOwn()
    {
        Pack mod = PackOf.Files("mod", "textures/old/mine.png") with { Hides = ["/textures/old/**"] };
        Assert.Equal(["/maps/", "/maps/one.map", "/readme.txt", "/textures/", "/textures/new.png", "/textures/old/", "/textures/old/mine.png"], Names(Game, mod));
        Assert.Equal(["/textures/", "/textures/old/", "/textures/old/mine.png"], Names(mod));
        Assert.Equal(Names(Game), Names(Game, new Pack("nothing", Layer.Empty) { Hides = ["maps/none/**", "none/**", "readme.txt/**"] }));
        // Nothing but the packs below.
        Assert.Contains("/textures/old/a.png", Names(mod, Game));
    }

    [Fact]
    public void Hides_ByPattern_WhateverThePackIsMountedAt()
    {
        Pack hider = new("hider", Layer.Empty) { Hides = ["**/*.png"] };
        Assert.Equal(["/g/", "/g/maps/", "/g/maps/one.map", "/g/readme.txt", "/g/textures/", "/g/textures/old/", "/g/textures/old/sub/"], Names(Game with { Mount = "g" }, hider));
        LayerStack stack = PackSet.Empty.AddRange([Game, hider]).ToStack();
        ProvenanceEntry[] entries = [.. new Snapshot(stack).Which("/textures/new.png").Entries];
        Assert.Equal([("hider", ProvenanceRole.Whiteout), ("game", ProvenanceRole.Hidden)], entries.Select(entry => (entry.Layer!.Name, entry.Role)));
    }

    [Fact]
    public void Hides_AFilePattern_NotWhatADirectoryAboveItIs()
    {
        Pack directory = PackOf.Files("directory", "x/y");
        Pack hider = new("hider", Layer.Empty) { Hides = ["x"] };
        Assert.Equal(["/x/", "/x/y"], Names(PackOf.Files("file", "x"), directory, hider));
        Assert.Equal([], Names(PackOf.Files("file", "x"), hider));
    }

    [Fact]
    public void Hides_FollowTheOrder()
    {
        PackSet packs = PackSet.Empty.AddRange([Game, new Pack("hider", Layer.Empty) { Hides = ["**/*.png", "maps/**"] }, PackOf.Files("late", "maps/two.map")]);
        Assert.Equal(["/maps/", "/maps/two.map", "/readme.txt", "/textures/", "/textures/old/", "/textures/old/sub/"], PackOf.Names(packs.ToStack()));
        Assert.Contains("/maps/one.map", PackOf.Names(packs.Disable("hider").ToStack()));
        Assert.Contains("/maps/one.map", PackOf.Names(packs.Move("hider", 0).ToStack()));
        Assert.Equal(PackOf.Names(packs.ToStack()), PackOf.Names(packs.Move("hider", 0).Move("hider", 1).ToStack()));
        Assert.DoesNotContain("/new.png", PackOf.Names(packs.Add(PackOf.Files("png", "new.png")).Move("png", 0).ToStack()));
    }

    [Fact]
    public void AddOnly_AddsAndNeverReplaces()
    {
        Pack filler = PackOf.Files("filler", "readme.txt", "extra.txt", "maps/one.map/inside") with { AddOnly = true };
        Pack second = PackOf.Files("second", "extra.txt", "more.txt") with { AddOnly = true };
        LayerStack stack = PackSet.Empty.AddRange([Game, filler, second]).ToStack();
        FileSystem files = new Snapshot(stack);
        Assert.Equal(("game:readme.txt", "filler:extra.txt", "second:more.txt"), (files.File.ReadAllText("/readme.txt"), files.File.ReadAllText("/extra.txt"), files.File.ReadAllText("/more.txt")));
        Assert.Equal("game:maps/one.map", files.File.ReadAllText("/maps/one.map"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/../b")]
    [InlineData("../**")]
    [InlineData("/")]
    public void Patterns_ThatAreNone_AreRefused(string pattern)
    {
        Assert.Throws<ArgumentException>(() => PackSet.Empty.Add(Game with { Include = [pattern] }).ToStack());
        Assert.Throws<ArgumentException>(() => PackSet.Empty.Add(Game).Add(new Pack("p", Layer.Empty) { Hides = [pattern] }).ToStack());
    }
}
