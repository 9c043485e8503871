using UnionFs.Nodes;

namespace UnionFs;

/// <summary>One name in a listing.</summary>
public readonly struct DirectoryEntry
{
    private readonly Entry _entry;

    internal DirectoryEntry(Entry entry) => _entry = entry;

    /// <summary>The name.</summary>
    public string Name => _entry.Name ?? "";

    /// <summary>What it is; a symbolic link is not followed.</summary>
    public NodeKind Kind => _entry.Node?.Kind ?? NodeKind.File;

    /// <summary>The inode number.</summary>
    public long Inode => _entry.Node?.Ino ?? 0;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
