namespace UnionFs.Tests.IgnoreCase;

/// <summary>What the tests of ignored case share; layers are given from the bottom up.</summary>
internal static class Views
{
    internal static LayerStack Stack(params Layer[] layers) => LayerStack.FromBottom(layers).WithNames(NameComparison.IgnoreCase);

    internal static UnionFileSystem Union(params Layer[] layers) => new(Stack(layers));

    /// <summary>A layer of files, each with its own path as content; `name/` is a directory, `-name` a whiteout.</summary>
    internal static Layer Files(params string[] paths)
    {
        var builder = new LayerBuilder();
        foreach (string path in paths)
        {
            if (path[0] == '-') builder.AddWhiteout(path[1..]);
            else if (path.EndsWith('/')) builder.AddDirectory(path);
            else builder.AddFile(path, path);
        }
        return builder.Build();
    }

    /// <summary>Names in ordinal order, what is in a directory in brackets.</summary>
    internal static string Tree(FileSystem fs, string path = "/")
    {
        var names = fs.Directory.List(path).Select(entry => entry.Kind == NodeKind.Directory
            ? $"{entry.Name}({Tree(fs, $"{path.TrimEnd('/')}/{entry.Name}")})" : entry.Name);
        return string.Join(' ', names);
    }

    internal static string Tree(LayerStack stack) => Tree(new Snapshot(stack));
}
