using UnionFs.Nodes;

namespace UnionFs.Diffing;

/// <summary>
/// When two nodes say the same to a layer. Inode number, change time and birth time do not count: no layer format carries them
/// as a difference.
/// </summary>
internal static class NodeComparison
{
    internal static bool IsSame(Node before, Node after) =>
        ReferenceEquals(before, after) || before.Kind == after.Kind && Compare(before, after) == ChangedParts.None;

    /// <summary>What differs between two nodes of one kind, entries of directories aside.</summary>
    internal static ChangedParts Compare(Node before, Node after) =>
        CompareMetadata(before.Metadata, after.Metadata) | CompareContent(before, after);

    internal static ChangedParts CompareMetadata(Metadata before, Metadata after)
    {
        if (ReferenceEquals(before, after)) return ChangedParts.None;
        ChangedParts parts = ChangedParts.None;
        if (before.Mode != after.Mode) parts |= ChangedParts.Mode;
        if (before.Uid != after.Uid || before.Gid != after.Gid) parts |= ChangedParts.Owner;
        if (before.ModifyTime != after.ModifyTime || before.AccessTime != after.AccessTime) parts |= ChangedParts.Times;
        if (!before.Xattrs.Equals(after.Xattrs)) parts |= ChangedParts.Xattrs;
        return parts;
    }

    private static ChangedParts CompareContent(Node before, Node after) => (before, after) switch
    {
        (FileNode a, FileNode b) when !ChunkedContent.SameBytes(a.Content, b.Content) => ChangedParts.Content,
        (SymlinkNode a, SymlinkNode b) when a.Target != b.Target => ChangedParts.Target,
        (SpecialNode a, SpecialNode b) when a.Device != b.Device => ChangedParts.Device,
        _ => ChangedParts.None,
    };
}
