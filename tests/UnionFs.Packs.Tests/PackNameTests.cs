using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>References as packs write them, and names that Windows could not have.</summary>
public class PackNameTests
{
    private static readonly PackSet Packs = PackSet.Empty.AddRange([PackOf.Files("game", "Textures/Wall.png", "readme"), PackOf.Files("mod", "textures/wall.png", "Maps/one.map")]);

    [Theory]
    [InlineData("Textures/Wall.png", "/Textures/Wall.png game exact")]
    [InlineData(@"textures\wall.png", "/textures/wall.png mod exact")]
    [InlineData(@"\maps\ONE.MAP", "/Maps/one.map mod")]
    [InlineData("./maps//x/../one.map", "/Maps/one.map mod")]
    [InlineData("README", "/readme game")]
    [InlineData("none/readme", null)]
    [InlineData("readme/x", null)]
    [InlineData("../readme", null)]
    [InlineData("read\0me", null)]
    public void Resolve_TellsWhatAReferenceLeadsTo(string reference, string? expected) =>
        Assert.Equal(expected, Packs.Resolve(reference) is { } found ? $"{found.Path} {found.Pack}{(found.IsExact ? " exact" : "")}" : null);

    [Fact]
    public void Resolve_IgnoringCase_TellsTheWinnersSpelling()
    {
        PackSet packs = Packs.WithNames(NameComparison.IgnoreCase);
        PackReference found = packs.Resolve(@"Textures\Wall.png")!;
        Assert.Equal(("mod", false), (found.Pack, found.IsExact));
        Assert.EndsWith("/wall.png", found.Path, StringComparison.Ordinal);
        Assert.True(packs.Resolve(found.Path)!.IsExact);
        Assert.Null(packs.Disable("mod").Resolve("maps/one.map"));
    }

    [Theory]
    [InlineData("con", NameProblemKind.Reserved)]
    [InlineData("NUL.tar.gz", NameProblemKind.Reserved)]
    [InlineData("Com1", NameProblemKind.Reserved)]
    [InlineData("lpt\u00B3.x", NameProblemKind.Reserved)]
    [InlineData("aux .txt", NameProblemKind.Reserved)]
    [InlineData("end.", NameProblemKind.TrailingDotOrSpace)]
    [InlineData("end ", NameProblemKind.TrailingDotOrSpace)]
    [InlineData("a:b", NameProblemKind.Character)]
    [InlineData("a\\b", NameProblemKind.Character)]
    [InlineData("a\nb", NameProblemKind.Character)]
    [InlineData("com", null)]
    [InlineData("com0", null)]
    [InlineData("com10", null)]
    [InlineData("console", null)]
    [InlineData(".hidden", null)]
    [InlineData("a b.c", null)]
    [InlineData("\U0001F600", null)]
    public void Check_KnowsWhatWindowsCannotHave(string name, NameProblemKind? expected) => Assert.Equal(expected, WindowsNames.Check(name));

    [Fact]
    public void Find_NamesPackPathAndReason()
    {
        Assert.Equal(NameProblemKind.NotUnicode, WindowsNames.Check("caf\uDCE9"));
        Assert.Equal(NameProblemKind.TooLong, WindowsNames.Check(new string('x', 256)));
        PackSet packs = PackSet.Empty.AddRange([PackOf.Files("a", "d/nul", "fine"), PackOf.Files("b", "x./y") with { Mount = "m" }, PackOf.Files("off", "con")]).Disable("off");
        Assert.Equal([new NameProblem("b", "/m/x.", NameProblemKind.TrailingDotOrSpace), new NameProblem("a", "/d/nul", NameProblemKind.Reserved)], WindowsNames.Find(packs));
    }

    [Theory]
    [InlineData("caf\u00E9")]
    [InlineData("cafe\u0301")]
    public void Set_ThatIgnoresForm_FindsAndFiltersInAnyForm(string spelling)
    {
        PackSet packs = PackSet.Empty.Add(PackOf.Files("mod", "/cafe\u0301/menu.txt=tea", "/caf\u00E9/bill.txt=2", "/other.txt=no") with { Include = [spelling + "/*.txt"] })
            .WithNames(NameComparison.IgnoreCaseAndForm);
        var game = new PackMount(packs);
        Assert.Equal("tea", game.Files.File.ReadAllText($"/{spelling.ToUpperInvariant()}/Menu.txt"));
        Assert.Equal("2", game.Files.File.ReadAllText($"/{spelling}/bill.txt"));
        Assert.False(game.Files.File.Exists("/other.txt"));
        Assert.Equal("mod", packs.Resolve(spelling + "\\BILL.txt")!.Pack);
        PackSet hiding = packs.Add(new Pack("hides", Layer.Empty) { Hides = [spelling + "/m*.txt"] });
        Assert.Equal(["2"], PackOf.Listing(hiding.ToStack()).Select(line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]));
    }
}
