using UnionFs.Cli.Output;

namespace UnionFs.Cli.Listing;

/// <summary>`tree`: a directory and everything below it, drawn; as JSON, the directory's own line comes first.</summary>
internal static class TreeListing
{
    private const string Command = "tree";

    internal static void Print(Operands operands, bool json, bool digest)
    {
        foreach (string path in operands.PathsOr("."))
        {
            if (!operands.TryFollow(Command, path, out string canonical, out _)) continue;
            if (json) PrintJson(operands, canonical, digest);
            else Draw(operands, path, canonical);
        }
    }

    private static void PrintJson(Operands operands, string path, bool digest)
    {
        var json = new EntryJson(operands.Snapshot, digest);
        foreach (WalkEntry entry in TreeWalk.From(operands.Snapshot, path)) operands.Out.WriteLine(json.Of(entry.Path, entry.Stat));
    }

    private static void Draw(Operands operands, string title, string path)
    {
        PosixVerbs posix = operands.Snapshot.Posix;
        Printer output = operands.Out;
        int directories = 0, files = 0;
        // How many names are still to come at each depth: whether a branch goes on below.
        var left = new List<int>();
        foreach (WalkEntry entry in TreeWalk.From(operands.Snapshot, path))
        {
            if (entry.Depth > 0)
            {
                left.RemoveRange(entry.Depth, left.Count - entry.Depth);
                left[^1]--;
                for (int i = 0; i < left.Count - 1; i++) output.Write(left[i] > 0 ? "│   " : "    ");
                output.Write(left[^1] > 0 ? "├── " : "└── ");
                if (entry.Stat.Kind == NodeKind.Directory) directories++;
                else files++;
            }
            output.WriteName(entry.Depth == 0 ? title : UnionPath.NameOf(entry.Path), entry.Stat);
            if (posix.ReadLink(entry.Path, out string target) == FsError.None) output.Write(" -> ").Write(target);
            output.WriteLine("");
            if (entry.Stat.Kind != NodeKind.Directory) continue;
            posix.ReadDirectory(entry.Path, out DirectoryListing? listing).ThrowIfError(entry.Path);
            left.Add(listing!.Count);
        }
        output.WriteLine("").WriteLine($"{Count(directories, "directory", "directories")}, {Count(files, "file", "files")}");
    }

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
