namespace UnionFs.Tests.Architecture;

/// <summary>The folders of the engine are floors: arrows run down, never back and never both ways.</summary>
public class FloorTests
{
    /// <summary>From the top down. `src/ARCHITECTURE.md` says what is on each.</summary>
    private static readonly string[] Floors =
    [
        "Face", "Mounting", "Writing", "Opening", "Diffing", "Stacking", "Trees", "Access", "Merging", "Layers", "Nodes", "Contents", "Paths", "Errors",
    ];

    private const string Engine = "src/UnionFs";

    [Fact]
    public void Folders_OfTheEngine_AllHaveAFloor()
    {
        string[] folders = [.. Directory.EnumerateDirectories(Repository.PathTo(Engine)).Select(Path.GetFileName).OfType<string>().Except(["bin", "obj"])];
        Assert.Equal(Floors.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(Repository.PathTo(Engine), "*.cs"));
    }

    [Fact]
    public void Architecture_ListsTheFloors_FromTheTopDown()
    {
        string[] rows = [.. File.ReadLines(Repository.PathTo("src/ARCHITECTURE.md")).SkipWhile(line => !line.StartsWith("| folder", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))];
        Assert.Equal(Floors, rows.SelectMany(row => row.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)));
    }

    [Fact]
    public void Arrows_BetweenFolders_RunDown() =>
        Assert.Empty(Arrows.Draw(Repository.Sources(Engine))
            .Where(arrow => Array.IndexOf(Floors, arrow.To) <= Array.IndexOf(Floors, arrow.From))
            .Select(arrow => arrow.ToString()));

    [Fact]
    public void Arrows_BetweenTwoFolders_DoNotRunBothWays()
    {
        List<Arrow> arrows = Arrows.Draw(Repository.Sources(Engine));
        var drawn = arrows.Select(arrow => (arrow.From, arrow.To)).ToHashSet();
        Assert.Empty(arrows.Where(arrow => drawn.Contains((arrow.To, arrow.From))).Select(arrow => arrow.ToString()));
    }

    [Fact]
    public void Arrows_OfEveryFloorThatStandsOnAnother_AreFound()
    {
        // A scanner that has gone blind would let everything through. Contents and errors stand on nothing.
        var starts = Arrows.Draw(Repository.Sources(Engine)).Select(arrow => arrow.From).ToHashSet();
        Assert.Equal(Floors.Except(["Contents", "Errors"]).Order(StringComparer.Ordinal), starts.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("src/UnionFs/Nodes/Bad.cs", "namespace UnionFs.Nodes;\nclass Bad { PosixVerbs? _posix; }")]
    [InlineData("src/UnionFs/Paths/Bad.cs", "using UnionFs.Merging;\nnamespace UnionFs.Paths;\nclass Bad;")]
    [InlineData("src/UnionFs/Errors/Bad.cs", "namespace UnionFs;\nclass Bad { int Length => Paths.NameRules.MaxNameBytes; }")]
    public void Arrows_ThatRunBack_AreSeen(string path, string text) =>
        Assert.Contains(Arrows.Draw(Repository.Sources(Engine).Append((path, text))),
            arrow => Array.IndexOf(Floors, arrow.To) < Array.IndexOf(Floors, arrow.From) && arrow.Evidence.StartsWith(path, StringComparison.Ordinal));

    [Fact]
    public void Arrows_InCommentsAndStrings_DoNotCount() =>
        Assert.DoesNotContain(Arrows.Draw(Repository.Sources(Engine).Append(("src/UnionFs/Errors/Fine.cs", "/// <see cref=\"Layer\"/>\nclass Fine { string S => \"Layer\"; } // Layer"))),
            arrow => arrow.From == "Errors");
}
