using System.Xml.Linq;

namespace UnionFs.Tests.Architecture;

/// <summary>The arrows between projects: adapters stand on the engine alone, the tool on everything, and src on nothing else.</summary>
public class ProjectTests
{
    /// <summary>What a project under src may refer to beside the engine. The tool, which is not listed, may refer to all.</summary>
    private static readonly Dictionary<string, string[]> Beside = new()
    {
        ["UnionFs"] = [],
        ["UnionFs.Oci"] = ["UnionFs.Archives"],
        ["UnionFs.Packs"] = ["UnionFs.Archives", "UnionFs.Host"],
        ["UnionFs.Testing"] = ["UnionFs.Archives", "UnionFs.Host"],
    };

    [Fact]
    public void References_OfProjectsUnderSrc_RunDown()
    {
        var bad = new List<string>();
        foreach ((string project, XDocument file) in Projects("src"))
        {
            if (project == "UnionFs.Cli") continue;
            string[] allowed = project == "UnionFs" ? [] : ["UnionFs", .. Beside.GetValueOrDefault(project, [])];
            bad.AddRange(References(file).Except(allowed).Select(reference => $"{project} -> {reference}"));
        }
        Assert.Empty(bad);
    }

    [Fact]
    public void References_OfProjectsUnderSrc_StayUnderSrc()
    {
        string[] known = [.. Projects("src").Select(project => project.Name)];
        Assert.Contains("UnionFs", known);
        Assert.Empty(Projects("src").SelectMany(project => References(project.File)).Except(known));
    }

    [Fact]
    public void Internals_OfTheEngine_AreVisibleToTestsAndBenchmarksOnly()
    {
        // An adapter that needs an internal has found a hole in the API.
        foreach ((string project, XDocument file) in Projects("src"))
        {
            foreach (string friend in file.Descendants("InternalsVisibleTo").Select(element => element.Attribute("Include")!.Value))
                Assert.True(friend.EndsWith(".Tests", StringComparison.Ordinal) || friend.EndsWith(".Benchmarks", StringComparison.Ordinal), $"{project} shows its internals to {friend}");
        }
    }

    [Fact]
    public void Packages_OfTheEngine_AreNone() =>
        Assert.Empty(Projects("src").Single(project => project.Name == "UnionFs").File.Descendants("PackageReference"));

    private static List<(string Name, XDocument File)> Projects(string folder) =>
        [.. from file in Directory.EnumerateFiles(Repository.PathTo(folder), "*.csproj", SearchOption.AllDirectories)
            select (Path.GetFileNameWithoutExtension(file), XDocument.Load(file))];

    private static IEnumerable<string> References(XDocument project) =>
        project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
