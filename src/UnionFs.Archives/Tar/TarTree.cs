namespace UnionFs.Archives;

/// <summary>
/// Takes entries in the archive's order and keeps what they say, as a tree of names. Marks do not depend on their place in the archive;
/// hard links do: they are to what was there before.
/// </summary>
internal sealed partial class TarTree(string archive, TarLayerOptions options, List<TarWarning> warnings)
{
    private readonly TarLimits _limits = options.Blob.Limits;
    private long _nodes;

    internal TarSlot Root { get; } = new() { Children = new Dictionary<string, TarSlot>(StringComparer.Ordinal) };

    /// <summary>Links to files that only layers below can have, with where they are.</summary>
    internal List<(string Path, TarInode Inode)> PendingLinks { get; } = [];

    /// <summary>Adds an entry.</summary>
    /// <exception cref="TarException">It is refused.</exception>
    internal void Add(TarEntry entry)
    {
        if (EntryPath.Parse(entry.Name, options.ClampDotDot, out EntryPath path) is { } problem) throw Bad(entry, problem);
        foreach (string name in path.Names) CheckName(entry, name);
        if (IsLeftOut(entry, path.Names)) return;
        if (entry.Type == '7') Warn(entry, "a contiguous file, read as a file; the common engines refuse it");
        bool isMark = options.IsDiff && path.Names.Length > 0 && WhiteoutName.IsMark(path.Names[^1]);
        if (isMark) AddMark(entry, path.Names);
        else if (path.Names.Length == 0) AddRoot(entry);
        else if (entry.Kind == TarEntryKind.Directory) AddDirectory(entry, path.Names);
        else Place(entry, path.Names, InodeOf(entry, path.Names));
    }

    private bool IsLeftOut(TarEntry entry, string[] names)
    {
        if (options.HideStargzFiles && names is ["stargz.index.json" or ".prefetch.landmark" or ".no.prefetch.landmark"]) return true;
        if (options.IsDiff)
        {
            if (Array.Exists(names, WhiteoutName.IsReserved))
            {
                Warn(entry, "left out: the name is one that aufs keeps for itself");
                return true;
            }
            for (int i = 0; i < names.Length - 1; i++)
                if (WhiteoutName.IsMark(names[i])) throw Bad(entry, "it lies below a whiteout");
        }
        if (entry.Kind != TarEntryKind.Unknown) return false;
        string what = $"an entry of the unknown type '{entry.Type}'";
        if (!options.SkipUnknownTypes) throw Bad(entry, what);
        Warn(entry, $"left out: {what}");
        return true;
    }

    private void AddRoot(TarEntry entry)
    {
        // CVE-2021-29136: a root that is a link leads every other name out of the image.
        if (entry.Kind != TarEntryKind.Directory) throw Bad(entry, "the root is no directory");
        if (Root.Stated is not null) NoteDuplicate(entry);
        Root.Stated = MetadataOf(entry);
    }

    private void AddMark(TarEntry entry, string[] names)
    {
        string marked = names[^1][WhiteoutName.Prefix.Length..];
        bool isOpaque = names[^1] == WhiteoutName.Opaque;
        if (!isOpaque && marked is "" or "." or "..") throw Bad(entry, "a whiteout without a name");
        if (FindParent(entry, names, forMark: true) is not { } parent)
        {
            Warn(entry, "it marks something below what is no directory in this layer, and so nothing");
            return;
        }
        if (isOpaque)
        {
            parent.Opaque = true;
            return;
        }
        if (!parent.Children!.TryGetValue(marked, out TarSlot? slot)) parent.Children.Add(marked, slot = NewSlot(entry));
        slot.Whiteout = true;
    }

    private void AddDirectory(TarEntry entry, string[] names)
    {
        if (entry.Size > 0) Warn(entry, $"a directory with {entry.Size} bytes of data, which were ignored");
        TarSlot slot = FindSlot(entry, names);
        if (slot.Stated is not null || slot.Inode is not null) NoteDuplicate(entry);
        slot.Inode = null;
        slot.Children ??= new Dictionary<string, TarSlot>(StringComparer.Ordinal);
        slot.Stated = MetadataOf(entry);
    }

    private void Place(TarEntry entry, string[] names, TarInode inode)
    {
        TarSlot slot = FindSlot(entry, names);
        if (ReferenceEquals(slot.Inode, inode) && entry.Kind == TarEntryKind.HardLink) NoteDuplicate(entry);
        else if (slot.Inode is not null || slot.Stated is not null) NoteDuplicate(entry);
        else if (slot.IsDirectory && HasContent(slot)) NoteDuplicate(entry, ", with what it had in it");
        slot.Inode = inode;
        slot.Children = null;
        slot.Stated = null;
        slot.Opaque = false;
        if (inode.Below is not null) PendingLinks.Add((string.Join('/', names), inode));
    }

    private TarInode InodeOf(TarEntry entry, string[] names)
    {
        if (entry.Kind == TarEntryKind.Symlink && entry.LinkName.Length == 0) throw Bad(entry, "a symbolic link without a target");
        if (entry.Kind != TarEntryKind.HardLink) return new TarInode { Entry = entry, Metadata = MetadataOf(entry) };

        if (EntryPath.Parse(entry.LinkName, options.ClampDotDot, out EntryPath target) is { } problem) throw Bad(entry, $"it links to '{entry.LinkName}', and {problem}");
        TarSlot? slot = Root;
        foreach (string name in target.Names)
        {
            if (slot.Inode is not null) throw Bad(entry, $"it links to '{entry.LinkName}', of which a part is no directory");
            slot = slot.Children?.GetValueOrDefault(name);
            if (slot is null) break;
        }
        if (slot?.Inode is { } inode)
        {
            if (target.Names.AsSpan().SequenceEqual(names)) throw Bad(entry, "it links to itself");
            // The last name's attributes are the inode's, as three of the four common engines have it; the first's attributes add up.
            Metadata stated = MetadataOf(entry);
            XattrSet xattrs = inode.Metadata.Xattrs;
            foreach ((string name, ReadOnlyMemory<byte> value) in stated.Xattrs) xattrs = xattrs.With(name, value.Span);
            inode.Metadata = stated with { Xattrs = xattrs };
            return inode;
        }
        if (slot is { IsDirectory: true }) throw Bad(entry, $"it links to '{entry.LinkName}', a directory");
        if (!options.IsDiff) throw Bad(entry, $"it links to '{entry.LinkName}', which the archive does not have before it");
        if (WhiteoutName.IsMark(target.Names[^1])) throw Bad(entry, $"it links to '{entry.LinkName}', a whiteout");
        return new TarInode { Entry = entry, Metadata = MetadataOf(entry), Below = target.Names };
    }

    private Metadata MetadataOf(TarEntry entry)
    {
        XattrSet xattrs = entry.Xattrs;
        if (options.StripForeignXattrs && xattrs.Count > 0)
        {
            foreach (string name in entry.Xattrs.Names)
            {
                if (!IsForeign(name)) continue;
                xattrs = xattrs.Without(name);
                Warn(entry, $"the extended attribute '{name}' was left out");
            }
        }
        return new Metadata { Mode = entry.Mode, Uid = entry.Uid, Gid = entry.Gid, Xattrs = xattrs }.At(entry.ModifyTime);
    }

    private static bool IsForeign(string xattr) =>
        xattr.StartsWith("trusted.overlay.", StringComparison.Ordinal) || xattr.StartsWith("user.overlay.", StringComparison.Ordinal) || xattr == "system.nfs4_acl";

    private void NoteDuplicate(TarEntry entry, string detail = "")
    {
        if (options.RefuseDuplicates) throw Bad(entry, "its path is taken by an earlier entry");
        Warn(entry, $"it replaces an earlier entry of the same path{detail}; the specification forbids that");
    }

    private void Warn(TarEntry entry, string message) => warnings.Add(new TarWarning(entry.Name, entry.HeaderOffset, message));

    private TarException Bad(TarEntry entry, string reason) => new(archive, entry.Name, entry.HeaderOffset, reason);
}
