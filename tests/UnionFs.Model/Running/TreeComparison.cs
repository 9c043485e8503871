namespace UnionFs.Model;

/// <summary>
/// Compares a whole tree of the engine with one of the model: names, kinds, every attribute, contents, and which names are one inode.
/// Without <paramref name="numbers"/> only what a layer carries is compared: no link counts, no ctime, no birth time.
/// <paramref name="twins"/> says which two different files may have one inode number all the same.
/// </summary>
public sealed class TreeComparison(PosixVerbs engine, InodeNumbersSeen? numbers, Twins twins = Twins.None)
{
    private readonly Dictionary<long, long> _idOfNumber = [];
    private readonly Dictionary<long, long> _numberOfId = [];
    private byte[] _buffer = [];

    /// <summary>The first difference, or null.</summary>
    public string? Compare(ModelInode root) => Compare("/", root);

    private string? Compare(string path, ModelInode model)
    {
        FsError error = engine.LStat(path, out FileStat found);
        if (error != FsError.None) return $"{path}: engine says {error}";
        StatRecord actual = EngineVerbs.StatOf(found) with { Number = 0 };
        StatRecord expected = ModelMount.StatOf(model) with { Number = 0 };
        if (numbers is null)
        {
            actual = actual with { Links = 0, ChangeTime = default, BirthTime = default };
            expected = expected with { Links = 0, ChangeTime = default, BirthTime = default };
        }
        if (actual != expected) return $"{path}:\n  engine {actual}\n  model  {expected}";
        if (CompareIdentity(path, model, found.Inode) is { } identity) return identity;
        if (CompareXattrs(path, model, found.Metadata.Xattrs) is { } xattrs) return xattrs;
        return model.Kind switch
        {
            NodeKind.Directory => CompareEntries(path, model),
            NodeKind.File => CompareContent(path, model.Content),
            NodeKind.Symlink => engine.ReadLink(path, out string target) == FsError.None && target == model.Target ? null : $"{path}: target {target}, not {model.Target}",
            _ => null,
        };
    }

    private string? CompareIdentity(string path, ModelInode model, long number)
    {
        if (numbers is not null && !numbers.Agree(model.Id, number)) return $"{path}: the inode number changed to {number}";
        if (twins != Twins.Any && !_idOfNumber.TryAdd(number, model.Id) && _idOfNumber[number] != model.Id) return $"{path}: inode number {number} is that of another file too";
        if (!_numberOfId.TryAdd(model.Id, number) && _numberOfId[model.Id] != number) return $"{path}: no longer one inode with its other names";
        return null;
    }

    private static string? CompareXattrs(string path, ModelInode model, XattrSet found)
    {
        if (found.Count != model.Xattrs.Count) return $"{path}: {found.Count} xattrs, not {model.Xattrs.Count}";
        foreach ((string name, byte[] value) in model.Xattrs)
            if (!found.TryGet(name, out ReadOnlyMemory<byte> actual) || !actual.Span.SequenceEqual(value)) return $"{path}: xattr {name} differs";
        return null;
    }

    private string? CompareContent(string path, byte[] expected)
    {
        engine.ReadContent(path, out Content content);
        if (_buffer.Length < expected.Length) _buffer = new byte[expected.Length];
        int count = content.Read(0, _buffer.AsSpan(0, expected.Length));
        return content.Length == expected.Length && _buffer.AsSpan(0, count).SequenceEqual(expected) ? null : $"{path}: the content differs";
    }

    private string? CompareEntries(string path, ModelInode model)
    {
        FsError error = engine.ReadDirectory(path, out DirectoryListing? listing);
        if (error != FsError.None) return $"{path}: engine lists {error}";
        bool isSame = listing!.Count == model.Children.Count;
        int i = 0;
        foreach ((string name, ModelInode child) in model.Children)
        {
            if (!isSame) break;
            DirectoryEntry entry = listing[i++];
            isSame = entry.Name == name && entry.Kind == child.Kind;
        }
        if (!isSame) return $"{path}: the names differ\n  engine {EngineVerbs.ListingOf(listing)}\n  model  {ModelMount.ListingOf(model)}";
        string prefix = path == "/" ? "/" : path + "/";
        foreach ((string name, ModelInode child) in model.Children)
            if (Compare(prefix + name, child) is { } difference) return difference;
        return null;
    }
}
