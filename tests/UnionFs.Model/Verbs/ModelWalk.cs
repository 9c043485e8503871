namespace UnionFs.Model;

/// <summary>What the last component of a path is.</summary>
public enum LastType { Name, Root, Dot, DotDot }

/// <summary>
/// Path resolution as fs/namei.c does it: first to the parent of the last component (link_path_walk), then the verb looks at
/// the last component itself. At most 40 symbolic links in one walk.
/// </summary>
public sealed class ModelWalk
{
    private readonly ModelInode _root;
    private readonly Coverage _coverage;
    private readonly bool _ignoreCase;
    private int _links;

    public ModelWalk(ModelInode root, Coverage coverage, bool ignoreCase)
    {
        (_root, _coverage, _ignoreCase) = (root, coverage, ignoreCase);
        Directory = root;
    }

    /// <summary>Where the walk stands: the directory that has, or would have, the last name.</summary>
    public ModelInode Directory { get; private set; }

    public LastType Type { get; private set; }

    public string Last { get; private set; } = "";

    /// <summary>A slash follows the last component.</summary>
    public bool HasSlash { get; private set; }

    /// <summary>What the last name is, unfollowed; after <see cref="ToLast"/>.</summary>
    public ModelInode? Found { get; private set; }

    /// <summary>How the directory spells it.</summary>
    public string? FoundName { get; private set; }

    /// <summary>Walks to the parent of the last component (filename_parentat).</summary>
    public FsError ToParent(string path)
    {
        if (path.Length == 0) return FsError.ENOENT;
        return path.Contains('\0') ? FsError.EINVAL : Walk(path);
    }

    /// <summary>Looks the last name up in the parent, following nothing. A missing one is no error.</summary>
    public FsError ToLast()
    {
        (Found, FoundName) = (null, null);
        if (IsTooLong(Last)) return FsError.ENAMETOOLONG;
        FoundName = ModelNames.Spelling(Directory, Last, _ignoreCase);
        if (FoundName is null) return FsError.None;
        Found = Directory.Children[FoundName];
        if (FoundName != Last) _coverage.Hit("walk: another spelling");
        return FsError.None;
    }

    /// <summary>The directory meant by a last component that is no name.</summary>
    public ModelInode Dots() => Type == LastType.DotDot ? Directory.Parent ?? _root : Directory;

    /// <summary>The whole lookup of something that must exist (path_lookupat).</summary>
    public FsError Lookup(string path, bool follow, out ModelInode inode)
    {
        inode = _root;
        FsError error = ToParent(path);
        return error != FsError.None ? error : Finish(follow, out inode);
    }

    /// <summary>The last component, and where it leads (lookup_last, again and again).</summary>
    private FsError Finish(bool follow, out ModelInode inode)
    {
        inode = _root;
        bool mustBeDirectory = false;
        while (true)
        {
            if (Type != LastType.Name)
            {
                inode = Dots();
                return FsError.None;
            }
            if (HasSlash) follow = mustBeDirectory = true;
            FsError error = ToLast();
            if (error != FsError.None) return error;
            if (Found is null) return FsError.ENOENT;
            if (Found.Kind != NodeKind.Symlink || !follow) break;
            error = Follow(Found);
            if (error != FsError.None) return error;
        }
        inode = Found;
        return mustBeDirectory && !inode.IsDirectory ? FsError.ENOTDIR : FsError.None;
    }

    /// <summary>Goes on with a link's target, up to the parent of its last component (pick_link).</summary>
    public FsError Follow(ModelInode link)
    {
        if (_links++ >= 40)
        {
            _coverage.Hit("walk: too many links");
            return FsError.ELOOP;
        }
        return Walk(link.Target);
    }

    public static bool IsTooLong(string name) => System.Text.Encoding.UTF8.GetByteCount(name) > 255;

    private FsError Walk(string path)
    {
        if (path.StartsWith('/')) Directory = _root;
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < names.Length - 1; i++)
        {
            (Last, Type, HasSlash) = (names[i], TypeOf(names[i]), false);
            // In the middle of a path every link is followed, and what it leads to must be a directory.
            FsError error = Finish(follow: true, out ModelInode next);
            if (error != FsError.None) return error;
            if (!next.IsDirectory) return FsError.ENOTDIR;
            Directory = next;
        }
        Last = names.Length == 0 ? "" : names[^1];
        Type = names.Length == 0 ? LastType.Root : TypeOf(Last);
        HasSlash = path.EndsWith('/');
        return FsError.None;
    }

    private static LastType TypeOf(string name) => name switch { "." => LastType.Dot, ".." => LastType.DotDot, _ => LastType.Name };
}
