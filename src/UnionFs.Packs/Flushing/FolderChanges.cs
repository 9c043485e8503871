using UnionFs.Packs.Rules;

namespace UnionFs.Packs.Flushing;

/// <summary>What is to be done in the folder of one pack.</summary>
/// <param name="pack">The pack.</param>
/// <param name="names">Which names are the same in its set.</param>
internal sealed class FolderChanges(Pack pack, NameComparison names)
{
    private readonly LayerBuilder _puts = new(pack.Name);
    private readonly Dictionary<long, string> _firstNames = [];
    private readonly Dictionary<string, string> _spelled = new(StringComparer.Ordinal) { ["/"] = "/" };
    private readonly List<FolderStep> _steps = [];

    internal Pack Pack => pack;

    internal bool IsEmpty => _steps.Count == 0;

    /// <summary>The paths in the union of what is put.</summary>
    internal List<string> Written { get; } = [];

    /// <summary>What is put, at its paths in the folder.</summary>
    internal Layer Puts => _puts.Build();

    /// <summary>What is done: first goes what is in the way, then come directories, parents first, then files.</summary>
    internal IEnumerable<FolderStep> Steps => _steps.OrderBy(step => step.Action).ThenBy(step => step.Path, StringComparer.Ordinal);

    /// <exception cref="PackException">The folder cannot have it.</exception>
    internal void Put(LayerEntry entry)
    {
        if (!IsWithin(entry.Path)) throw new PackException(pack.Name, entry.Path, $"the pack is shown at '{pack.Mount}', so it cannot have that.");
        string path = PathOf(entry.Path);
        if (pack.Content.Find(path) is { } there && (there.Kind != NodeKind.File || entry.Kind != NodeKind.File)) Do(FolderAction.Remove, path);
        PackFilter.Add(_puts, path, entry, _firstNames, entry.Content);
        Do(FolderAction.Move, path);
        Written.Add(entry.Path);
    }

    internal void PutDirectory(LayerEntry entry)
    {
        if (!IsWithin(entry.Path) || PathOf(entry.Path) == "/") return;
        string path = PathOf(entry.Path);
        LayerEntry? there = pack.Content.Find(path);
        if (there is { Kind: NodeKind.Directory } && !entry.IsOpaque) return;
        if (there is not null) Do(FolderAction.Remove, path);
        _puts.AddDirectory(path, null, entry.IsOpaque);
        Do(FolderAction.MakeDirectory, path);
    }

    /// <summary>False where the folder has nothing at the path.</summary>
    internal bool Remove(string unionPath)
    {
        if (!IsWithin(unionPath)) return false;
        string path = PathOf(unionPath);
        if (path == "/" || pack.Content.Find(path) is null) return false;
        _puts.AddWhiteout(path);
        Do(FolderAction.Remove, path);
        return true;
    }

    /// <summary>The pack as it would be.</summary>
    internal Pack Changed(Pack now) => now with { Content = LayerStack.FromBottom(now.Content, Puts).Squash(now.Content.Name) };

    private void Do(FolderAction action, string path)
    {
        if (path == "/" + FolderFlush.StageName || path.StartsWith($"/{FolderFlush.StageName}/", StringComparison.Ordinal)) throw new PackException(pack.Name, path, "that name is for what is being written.");
        if (WindowsNames.Check(path[(path.LastIndexOf('/') + 1)..]) == NameProblemKind.NotUnicode) throw new PackException(pack.Name, path, "a folder is written to by names in Unicode.");
        _steps.Add(new FolderStep(action, path));
    }

    private bool IsWithin(string path) => Mount.Length == 0 || path == Mount || path.StartsWith(Mount + "/", StringComparison.Ordinal);

    private string Mount => pack.Mount.TrimEnd('/');

    /// <summary>The path in the folder, with directories spelled as they are there.</summary>
    private string PathOf(string unionPath)
    {
        string path = pack.Root.TrimEnd('/') + unionPath[Mount.Length..];
        if (path.Length == 0) return "/";
        int slash = path.LastIndexOf('/');
        return slash == 0 ? path : Spelled(path[..slash]) + path[slash..];
    }

    private string Spelled(string directory)
    {
        if (names == NameComparison.Ordinal) return directory;
        if (_spelled.TryGetValue(directory, out string? known)) return known;
        int slash = directory.LastIndexOf('/');
        string parent = slash == 0 ? "/" : Spelled(directory[..slash]);
        string own = parent.TrimEnd('/') + directory[slash..];
        if (pack.Content.Find(own) is not { Kind: NodeKind.Directory })
        {
            string key = names.KeyOf(own);
            own = pack.Content.List(parent).FirstOrDefault(entry => entry.Kind == NodeKind.Directory && names.KeyOf(entry.Path) == key)?.Path ?? own;
        }
        return _spelled[directory] = own;
    }
}
