using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace UnionFs.Packs.Rules;

/// <summary>
/// A layer's names as the matcher walks them: only into directories that a pattern may mean something in. Whiteouts are names too, since a rule for a path
/// holds for what is said about it.
/// </summary>
internal sealed class GlobTree : DirectoryInfoBase
{
    private readonly List<FileSystemInfoBase> _entries = [];

    /// <summary>Of a root whose names are matched in another form than they are written in: what is written, by what is matched.</summary>
    private readonly Dictionary<string, List<string>>? _written;

    private GlobTree(string name, string path, GlobTree? parent, NameComparison names = NameComparison.Ordinal)
    {
        (Name, FullName, ParentDirectory) = (name, path, parent);
        if ((names & NameComparison.IgnoreForm) != 0) _written = new(StringComparer.Ordinal);
    }

    public override string Name { get; }

    public override string FullName { get; }

    public override DirectoryInfoBase? ParentDirectory { get; }

    /// <summary>The names of a layer. O(files).</summary>
    internal static GlobTree Of(Layer layer, NameComparison names)
    {
        var root = new GlobTree("", "/", null, names);
        var directories = new Dictionary<string, GlobTree>(StringComparer.Ordinal) { ["/"] = root };
        foreach (LayerEntry entry in layer.Entries())
        {
            if (entry.Path == "/") continue;
            int slash = entry.Path.LastIndexOf('/');
            GlobTree parent = directories[slash == 0 ? "/" : entry.Path[..slash]];
            string name = Glob.FormOf(entry.Path[(slash + 1)..], names);
            if (entry.Kind != NodeKind.Directory)
            {
                parent._entries.Add(new GlobFile(name, entry.Path, parent));
                root.Remember(Glob.FormOf(entry.Path, names), entry.Path);
                continue;
            }
            var directory = new GlobTree(name, entry.Path, parent);
            directories.Add(entry.Path, directory);
            parent._entries.Add(directory);
        }
        return root;
    }

    /// <summary>The paths, from the root on, of what is no directory and matches.</summary>
    internal IEnumerable<string> Match(IEnumerable<string> include, IEnumerable<string> exclude, NameComparison names) =>
        Glob.Of(include, exclude, names).Execute(this).Files.Select(match => "/" + match.Path).SelectMany(Written).Distinct(StringComparer.Ordinal);

    private void Remember(string matched, string written)
    {
        if (_written is null) return;
        if (!_written.TryGetValue(matched, out List<string>? paths)) _written.Add(matched, paths = []);
        paths.Add(written);
    }

    private IEnumerable<string> Written(string path) => _written is null ? [path] : _written[path];

    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos() => _entries;

    public override DirectoryInfoBase? GetDirectory(string path) => _entries.OfType<GlobTree>().FirstOrDefault(entry => entry.Name == path);

    public override FileInfoBase? GetFile(string path) => _entries.OfType<GlobFile>().FirstOrDefault(entry => entry.Name == path);

    private sealed class GlobFile(string name, string path, GlobTree parent) : FileInfoBase
    {
        public override string Name => name;

        public override string FullName => path;

        public override DirectoryInfoBase? ParentDirectory => parent;
    }
}
