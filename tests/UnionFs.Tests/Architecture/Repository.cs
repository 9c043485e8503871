using System.Runtime.CompilerServices;

namespace UnionFs.Tests.Architecture;

/// <summary>The checkout this test was compiled from.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    internal static string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>The source files below a folder; a path inside the repository, with `/`, and the text of each.</summary>
    internal static IEnumerable<(string Path, string Text)> Sources(string folder) =>
        from file in Directory.EnumerateFiles(PathTo(folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        orderby path
        select (path, File.ReadAllText(file));

    // A deterministic build maps source paths, so the way up starts at the test assembly; the caller's path serves runs from elsewhere.
    private static string Find([CallerFilePath] string source = "")
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(source)! })
            for (string? directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
                if (File.Exists(Path.Combine(directory, "UnionFs.sln"))) return directory;
        throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
