namespace UnionFs.Cli.Listing;

/// <summary>Everything at and below a path, parents first, ordinal by name. Not recursive: a tree may be deeper than the stack.</summary>
internal static class TreeWalk
{
    internal static IEnumerable<WalkEntry> From(FileSystem fileSystem, string path, int maxDepth = int.MaxValue)
    {
        var open = new Stack<(string Path, int Depth)>();
        open.Push((path, 0));
        while (open.TryPop(out (string Path, int Depth) next))
        {
            // The walk is over a snapshot: what was listed is there.
            fileSystem.Posix.LStat(next.Path, out FileStat stat).ThrowIfError(next.Path);
            yield return new WalkEntry(next.Path, next.Depth, stat);
            if (stat.Kind != NodeKind.Directory || next.Depth >= maxDepth) continue;
            fileSystem.Posix.ReadDirectory(next.Path, out DirectoryListing? listing).ThrowIfError(next.Path);
            for (int i = listing!.Count - 1; i >= 0; i--) open.Push((UnionPath.Join(next.Path, listing[i].Name), next.Depth + 1));
        }
    }
}
