namespace UnionFs.Nodes;

/// <summary>
/// What a live file system did to an inode, and is charged for: the upper bits beside an inode number, so that a node costs no byte more for
/// them. Layers have none (see <see cref="Node.Settled"/>): what they hold is charged to nobody.
/// </summary>
internal static class InodeMarks
{
    /// <summary>The inode was made here.</summary>
    internal const long Made = 1L << 63;

    /// <summary>Its content was written here.</summary>
    internal const long Written = 1L << 62;

    /// <summary>Its extended attributes were set here.</summary>
    internal const long Attributed = 1L << 61;

    internal const long All = Made | Written | Attributed;
}
