namespace UnionFs.Tests.Architecture;

/// <summary>An arrow from one folder of the engine to another, and a place that draws it.</summary>
internal readonly record struct Arrow(string From, string To, string Evidence)
{
    public override string ToString() => $"{From} -> {To}: {Evidence}";
}

/// <summary>Draws the arrows between the folders of the engine from its sources.</summary>
internal static class Arrows
{
    /// <summary>Every arrow, with one place for each type that a file names.</summary>
    internal static List<Arrow> Draw(IEnumerable<(string Path, string Text)> sources)
    {
        var files = sources.Select(source => (source.Path, source.Text, Folder: FolderOf(source.Path))).ToList();
        var homes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
            foreach (string type in SourceText.DeclaredTypes(file.Text)) homes[type] = file.Folder;

        var folders = files.Select(file => file.Folder).ToHashSet(StringComparer.Ordinal);
        var arrows = new List<Arrow>();
        foreach (var file in files)
        {
            foreach (string name in SourceText.NamedNamespaces(file.Text))
                if (folders.Contains(name) && name != file.Folder) arrows.Add(new Arrow(file.Folder, name, $"{file.Path} opens UnionFs.{name}"));
            foreach (string name in SourceText.Identifiers(file.Text, folders))
                if (homes.TryGetValue(name, out string? home) && home != file.Folder) arrows.Add(new Arrow(file.Folder, home, $"{file.Path} names {name}"));
        }
        return arrows;
    }

    /// <summary>`src/UnionFs/FOLDER/File.cs` is in FOLDER.</summary>
    private static string FolderOf(string path) => path.Split('/') is [_, _, var folder, _, ..] ? folder : "";
}
