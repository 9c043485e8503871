using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>Who hides whom.</summary>
public class ConflictTests
{
    private static ConflictReport Report(params Pack[] packs) => ConflictReport.Of(PackSet.Empty.AddRange(packs));

    private static PackSummary Of(ConflictReport report, string pack) => report.Packs.Single(each => each.Name == pack);

    [Fact]
    public void Files_OfOnePath_HaveAWinnerAndLosers()
    {
        ConflictReport report = Report(PackOf.Files("a", "f=x", "only"), PackOf.Files("b", "f=y"), PackOf.Files("c", "f=xx", "other"), PackOf.Files("d", "f=x"));
        Conflict conflict = Assert.Single(report.Conflicts);
        Assert.Equal(("/f", ConflictKind.Files, "/f: d over c, b, a"), (conflict.Path, conflict.Kind, conflict.ToString()));
        Assert.Equal([("d", Sameness.Same), ("c", Sameness.Different), ("b", Sameness.Different), ("a", Sameness.Same)], conflict.Claims.Select(claim => (claim.Pack, claim.SameAsWinner)));
        Assert.False(conflict.IsHarmless);
        Assert.Equal(["d", "c", "b", "a"], report.Packs.Select(pack => pack.Name));
        Assert.Equal((2, 1, 0, 1), (Of(report, "a").Files, Of(report, "a").Shown, Of(report, "a").Wins, Of(report, "a").Loses));
        Assert.Equal([("d", 1)], Of(report, "a").OverriddenBy);
        Assert.Equal([("c", 1), ("b", 1), ("a", 1)], Of(report, "d").Overrides);
    }

    [Fact]
    public void AFileOverADirectory_HidesAllThatIsInIt()
    {
        ConflictReport report = Report(PackOf.Files("low", "x/1", "x/2/3", "y"), PackOf.Files("high", "x", "y/z"));
        Assert.Equal(["/x FileAndDirectory", "/y FileAndDirectory"], report.Conflicts.Select(conflict => $"{conflict.Path} {conflict.Kind}"));
        Assert.Equal((3, 0, 3), (Of(report, "low").Files, Of(report, "low").Shown, Of(report, "low").Loses));
        Assert.Equal([("high", 3)], Of(report, "low").OverriddenBy);
        Assert.True(Of(report, "low").IsRedundant);
        Assert.False(Of(report, "high").IsRedundant);
    }

    [Fact]
    public void WhatARuleHides_IsTold()
    {
        ConflictReport report = Report(PackOf.Files("game", "old/a", "old/b", "f.png"), new Pack("hider", Layer.Empty) { Hides = ["old/**", "*.png"] });
        Assert.Equal(["/f.png: hider hides game", "/old: hider hides game"], report.Conflicts.Select(conflict => conflict.ToString()));
        Assert.All(report.Conflicts, conflict => Assert.Equal((ConflictKind.Hidden, null), (conflict.Kind, conflict.Winner)));
        Assert.Equal(3, Of(report, "game").Loses);
        Assert.Equal([("hider", 3)], Of(report, "game").OverriddenBy);
        Assert.False(Of(report, "hider").IsRedundant);
    }

    [Fact]
    public void APack_ThatHidesAndPutsItsOwn_IsOneClaim()
    {
        ConflictReport report = Report(PackOf.Files("game", "old/a", "old/b"), PackOf.Files("mod", "old/a") with { Hides = ["old/*"] });
        Assert.Equal(["/old/a: mod over game", "/old/b: mod hides game"], report.Conflicts.Select(conflict => conflict.ToString()));
        Assert.Equal(2, report.Packs.Count);
    }

    [Fact]
    public void Spellings_AreTold_AndAreConflictsWhereCaseIsIgnored()
    {
        PackSet packs = PackSet.Empty.AddRange([PackOf.Files("game", "Data/Map"), PackOf.Files("mod", "data/MAP")]);
        ConflictReport ordinal = ConflictReport.Of(packs);
        Assert.Empty(ordinal.Conflicts);
        Assert.Equal(2, ordinal.Spellings.Count);
        Conflict conflict = Assert.Single(ConflictReport.Of(packs.WithNames(NameComparison.IgnoreCase)).Conflicts);
        Assert.Equal(("/data/MAP", true, "/Data/Map"), (conflict.Path, conflict.IsSpelledDifferently, conflict.Claims[1].Path));
    }

    [Fact]
    public void Redundant_IsWhatALowerPackShowsToo()
    {
        ConflictReport report = Report(PackOf.Files("a", "f=1", "g=1"), PackOf.Files("b", "f=1", "g=1"), PackOf.Files("c", "g=2"), PackOf.Files("d", "f=1", "h"));
        Assert.True(Of(report, "b").IsRedundant);
        Assert.True(Of(report, "a").IsRedundant);
        Assert.Equal((1, false), (Of(report, "d").Redundant, Of(report, "d").IsRedundant));
        Assert.Equal(0, Of(report, "c").Redundant);
        // Without it nothing would be shown: a whiteout lies between.
        var whiteout = new Pack("w", new LayerBuilder().AddWhiteout("f").Build());
        Assert.Equal(0, Of(Report(PackOf.Files("a", "f=1"), whiteout, PackOf.Files("d", "f=1")), "d").Redundant);
    }

    [Fact]
    public void Comparison_ReadsOnlyWhatSizesDoNotTellApart()
    {
        var reads = new List<string>();
        Pack With(string name, string text) => new(name, new LayerBuilder(name).AddFile("f", new Watched(name, text, reads)).Build());
        ConflictReport report = Report(With("a", "1234"), With("b", "12"), With("c", "4321"));
        Assert.Empty(reads);
        Assert.Equal([Sameness.Same, Sameness.Different, Sameness.Different], report.Conflicts[0].Claims.Select(claim => claim.SameAsWinner));
        report.CompareContents();
        Assert.Equal(["a", "c"], reads.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Comparison_OfZips_AsksTheirChecksumsFirst()
    {
        using var folder = new TempFolder();
        PackSet packs = PackSet.Open([folder.AddZip("a.zip", ("f", "1234"), ("g", "same")), folder.AddZip("b.zip", ("f", "4321"), ("g", "same"))]);
        // Data that cannot be read any more, but for g: f is not asked for.
        string file = folder.At("a.zip");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.AsSpan().IndexOf("f"u8) + 1] ^= 0xFF;
        using (FileStream stream = File.Open(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.Write(bytes);
        ConflictReport report = ConflictReport.Of(packs);
        Assert.Equal([Sameness.Different, Sameness.Same], report.Conflicts.Select(conflict => conflict.Claims[1].SameAsWinner));
    }

    [Fact]
    public void Comparison_OfWhatCannotBeRead_SaysSo()
    {
        Pack Bad(string name) => new(name, new LayerBuilder(name).AddFile("f", new Watched(name, "1234", null)).Build());
        ConflictReport report = Report(Bad("a"), Bad("b"));
        report.CompareContents();
        Assert.Equal(Sameness.Unreadable, report.Conflicts[0].Claims[1].SameAsWinner);
        Assert.False(report.Conflicts[0].IsHarmless);
    }

    /// <summary>Against what the union itself says of each path, for random packs with whiteouts and opaque directories.</summary>
    [Theory]
    [InlineData(NameComparison.Ordinal)]
    [InlineData(NameComparison.IgnoreCase)]
    public void Report_OfRandomPacks_AgreesWithTheUnion(NameComparison names)
    {
        for (int seed = 0; seed < 400; seed++)
        {
            PackSet packs = PackSet.Empty.WithNames(names).AddRange(Enumerable.Range(0, 4).Select(index => RandomPack($"p{index}", new Random(seed * 10 + index))));
            ConflictReport report = ConflictReport.Of(packs);
            var union = new Snapshot(packs.ToStack());
            string[] shown = [.. union.Directory.EnumerateFiles("/", "*", SearchOption.AllDirectories)];
            foreach (PackSummary pack in report.Packs)
            {
                Layer layer = packs[pack.Name].ToLayer(names);
                Assert.Equal(layer.Entries().Count(entry => entry.Kind == NodeKind.File), pack.Files);
                Assert.Equal(shown.Count(path => union.Which(path).Winner!.Layer!.Name == pack.Name), pack.Shown);
                Assert.Equal(pack.Loses, pack.OverriddenBy.Sum(each => each.Files));
                if (pack.IsRedundant) Assert.Equal(Texts(packs), Texts(packs.Disable(pack.Name)));
            }
            foreach (Conflict conflict in report.Conflicts)
            {
                ProvenanceEntry? winner = union.Which(conflict.Path).Winner;
                Assert.Equal(winner?.Kind, conflict.Winner?.Kind);
                // Of directories that merge, the one whose attributes hold need not be the topmost.
                if (winner?.Kind != NodeKind.Directory) Assert.Equal(winner?.Layer!.Name, conflict.Winner?.Pack);
            }
            // Every file that is hidden at a path that is shown is in a conflict, there or at a directory above it.
            string[] known = [.. report.Conflicts.Select(conflict => names.KeyOf(conflict.Path))];
            foreach (string path in shown.Where(path => union.Which(path).Entries.Count(entry => entry.Kind == NodeKind.File) > 1))
                Assert.Contains(known, conflict => $"{names.KeyOf(path)}/".StartsWith(conflict + "/", StringComparison.Ordinal));
        }

        static string[] Texts(PackSet packs) => [.. PackOf.Listing(packs.ToStack()).Select(line => packs.Names.KeyOf(line)).Order(StringComparer.Ordinal)];
    }

    private static Pack RandomPack(string name, Random random)
    {
        string[] paths = ["a", "b", "a/a", "a/b", "a/b/c", "b/c"];
        // Each pack spells in its own way; two ways in one pack are another matter.
        if (random.Next(2) == 0) paths = Array.ConvertAll(paths, static path => path.ToUpperInvariant());
        var builder = new LayerBuilder(name);
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            string path = paths[random.Next(paths.Length)];
            if (builder.KindOf(path) is not null || path.Split('/').SkipLast(1).Select((_, count) => string.Join('/', path.Split('/').Take(count + 1)))
                .Any(parent => builder.KindOf(parent) is not (null or NodeKind.Directory))) continue;
            switch (random.Next(8))
            {
                case 0:
                    builder.AddWhiteout(path);
                    break;
                case 1:
                    builder.AddDirectory(path, opaque: random.Next(2) == 0);
                    break;
                default:
                    builder.AddFile(path, random.Next(2).ToString(System.Globalization.CultureInfo.InvariantCulture));
                    break;
            }
        }
        return new Pack(name, builder.Build());
    }

    /// <summary>A content that tells who reads it, or that cannot be read.</summary>
    private sealed class Watched(string name, string text, List<string>? reads) : Content
    {
        public override long Length => text.Length;

        protected override void ReadExactly(long offset, Span<byte> destination)
        {
            if (reads is null) throw new IOException("no disk");
            lock (reads) reads.Add(name);
            System.Text.Encoding.UTF8.GetBytes(text).AsSpan((int)offset, destination.Length).CopyTo(destination);
        }
    }
}
