namespace UnionFs.Oci;

/// <summary>Whether the upper layers of an image say what a path leads to, whatever lies below them.</summary>
internal static class PathDecision
{
    /// <summary>As many links as Linux follows in one path; with more there is an error to report, and that is a decision.</summary>
    private const int MaxLinks = 40;

    /// <summary>True if no layer below can change what a path leads to, links followed.</summary>
    /// <param name="upper">The upper layers as one, whiteouts and opaque directories kept.</param>
    /// <param name="path">From the root.</param>
    internal static bool IsMade(Layer upper, string path)
    {
        var directories = new Stack<(string Path, bool IsClosed)>([("", upper.Find("/")!.IsOpaque)]);
        var names = new Stack<string>(path.Split('/').Reverse());
        int links = 0;
        while (names.TryPop(out string? name))
        {
            if (name is "" or ".") continue;
            (string directory, bool isClosed) = directories.Peek();
            if (name == "..")
            {
                if (directories.Count > 1) directories.Pop();
                continue;
            }
            if (!TryFind(upper, $"{directory}/{name}", out LayerEntry? entry)) return true;
            if (entry is null) return isClosed;
            if (entry.Kind == NodeKind.Directory)
            {
                directories.Push((entry.Path, isClosed || entry.IsOpaque));
                continue;
            }
            if (entry.Kind != NodeKind.Symlink || ++links > MaxLinks) return true;
            string target = entry.LinkTarget!;
            foreach (string each in target.Split('/').Reverse()) names.Push(each);
            if (!target.StartsWith('/')) continue;
            while (directories.Count > 1) directories.Pop();
        }
        // A directory: it is there, but what it lists may come from below.
        return directories.Peek().IsClosed;
    }

    /// <summary>False if there is a name in it that no file can have.</summary>
    private static bool TryFind(Layer layer, string path, out LayerEntry? entry)
    {
        try
        {
            entry = layer.Find(path);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or IOException)
        {
            entry = null;
            return false;
        }
    }
}
