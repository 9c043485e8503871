namespace UnionFs.Packs.Tests.Support;

/// <summary>Packs in memory.</summary>
internal static class PackOf
{
    /// <summary>A pack of files, each with the text `NAME:PATH` or what comes after a `=`.</summary>
    internal static Pack Files(string name, params string[] files)
    {
        var builder = new LayerBuilder(name);
        foreach (string file in files)
        {
            string[] parts = file.Split('=', 2);
            builder.AddFile(parts[0], parts.Length > 1 ? parts[1] : $"{name}:{parts[0]}");
        }
        return new Pack(name, builder.Build());
    }

    /// <summary>All files of a union as `PATH=TEXT`, in order.</summary>
    internal static string[] Listing(LayerStack stack) => Listing(new Snapshot(stack));

    internal static string[] Listing(FileSystem files) =>
        [.. files.Directory.EnumerateFiles("/", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{path}={files.File.ReadAllText(path)}")];

    /// <summary>The names of all entries of a union, directories with a slash.</summary>
    internal static string[] Names(LayerStack stack)
    {
        FileSystem files = new Snapshot(stack);
        return [.. files.Directory.EnumerateFileSystemEntries("/", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => files.Directory.Exists(path) ? path + "/" : path)];
    }
}
