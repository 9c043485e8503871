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

    private GlobTree(string name, string path, GlobTree? parent) => (Name, FullName, ParentDirectory) = (name, path, parent);

    public override string Name { get; }

    public override string FullName { get; }

    public override DirectoryInfoBase? ParentDirectory { get; }

    /// <summary>The names of a layer. O(files).</summary>
    internal static GlobTree Of(Layer layer)
    {
        var root = new GlobTree("", "/", null);
        var directories = new Dictionary<string, GlobTree>(StringComparer.Ordinal) { ["/"] = root };
        foreach (LayerEntry entry in layer.Entries())
        {
            if (entry.Path == "/") continue;
            int slash = entry.Path.LastIndexOf('/');
            GlobTree parent = directories[slash == 0 ? "/" : entry.Path[..slash]];
            string name = entry.Path[(slash + 1)..];
            if (entry.Kind != NodeKind.Directory)
            {
                parent._entries.Add(new GlobFile(name, entry.Path, parent));
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
        Glob.Of(include, exclude, names).Execute(this).Files.Select(match => "/" + match.Path);

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
