using UnionFs.Cli.Output;

namespace UnionFs.Cli.Listing;

/// <summary>`ls`: all names, dotted ones too, a line each; files first, then what is in each directory.</summary>
internal sealed class LsListing
{
    private const string Command = "ls";

    private readonly Operands _operands;
    private readonly LsOptions _options;
    private readonly EntryJson _json;

    private LsListing(Operands operands, LsOptions options)
    {
        _operands = operands;
        _options = options;
        _json = new EntryJson(operands.Snapshot, options.Digest);
    }

    private Printer Out => _operands.Out;

    private PosixVerbs Posix => _operands.Snapshot.Posix;

    internal static void Print(Operands operands, LsOptions options) => new LsListing(operands, options).Print();

    private void Print()
    {
        IReadOnlyList<string> paths = _operands.PathsOr(".");
        var directories = new List<(string Title, string Path)>();
        bool isFirst = true;
        foreach (string path in paths)
        {
            if (!TryFind(path, out string canonical, out FileStat stat)) continue;
            if (stat.Kind == NodeKind.Directory && !_options.DirectoryItself)
            {
                directories.Add((path, canonical));
                continue;
            }
            PrintEntry(path, canonical, stat);
            isFirst = false;
        }
        foreach ((string title, string path) in directories)
        {
            if (_options.Json) PrintJson(path);
            else PrintDirectories(title, path, withTitle: paths.Count > 1 || _options.Recursive, ref isFirst);
        }
    }

    /// <summary>A link to a directory means the directory, unless the entry itself is asked for; any other link is itself.</summary>
    private bool TryFind(string path, out string canonical, out FileStat stat)
    {
        if (!_operands.TryFind(Command, path, out canonical, out stat)) return false;
        if (stat.Kind != NodeKind.Symlink || _options.DirectoryItself || _options.Long) return true;
        if (Posix.Stat(canonical, out FileStat followed) != FsError.None || followed.Kind != NodeKind.Directory) return true;
        return _operands.TryFollow(Command, path, out canonical, out stat);
    }

    private void PrintJson(string directory)
    {
        foreach (WalkEntry entry in TreeWalk.From(_operands.Snapshot, directory, _options.Recursive ? int.MaxValue : 1))
            if (entry.Depth > 0) Out.WriteLine(_json.Of(entry.Path, entry.Stat));
    }

    private void PrintDirectories(string title, string path, bool withTitle, ref bool isFirst)
    {
        var open = new Stack<(string Title, string Path)>();
        open.Push((title, path));
        while (open.TryPop(out (string Title, string Path) next))
        {
            Posix.ReadDirectory(next.Path, out DirectoryListing? listing).ThrowIfError(next.Path);
            if (!isFirst) Out.WriteLine("");
            isFirst = false;
            if (withTitle) Out.Write(next.Title).WriteLine(":");
            foreach (DirectoryEntry entry in listing!)
            {
                string child = UnionPath.Join(next.Path, entry.Name);
                Posix.LStat(child, out FileStat stat).ThrowIfError(child);
                PrintEntry(entry.Name, child, stat);
            }
            if (!_options.Recursive) continue;
            for (int i = listing.Count - 1; i >= 0; i--)
            {
                if (listing[i].Kind != NodeKind.Directory) continue;
                open.Push((UnionPath.Join(next.Title, listing[i].Name), UnionPath.Join(next.Path, listing[i].Name)));
            }
        }
    }

    private void PrintEntry(string name, string path, FileStat stat)
    {
        if (_options.Json)
        {
            Out.WriteLine(_json.Of(path, stat));
            return;
        }
        if (_options.Long)
        {
            string size = EntryText.IsDevice(stat.Kind) ? stat.Device.ToString() : $"{stat.Size}";
            Out.Write($"{EntryText.Permissions(stat.Kind, stat.Mode)} {stat.LinkCount,3} {stat.Uid,5} {stat.Gid,5} {size,10} {EntryText.Time(stat.ModifyTime)} ");
        }
        Out.WriteName(name, stat);
        if (_options.Long && Posix.ReadLink(path, out string target) == FsError.None) Out.Write(" -> ").Write(target);
        Out.WriteLine("");
    }
}
