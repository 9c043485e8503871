using UnionFs.Nodes;

namespace UnionFs.Merging;

/// <summary>
/// The merge rule, written once: what one name shows when a layer lies over what is merged below it. Lookup, listing,
/// squash and diff all stand on it. The rule is associative, so any grouping of adjacent layers gives the same tree.
/// </summary>
/// <remarks>
/// Grounded means that nothing can lie below: then whiteouts, opaque and implied flags have done their work and vanish, and the
/// result is a plain tree. Ungrounded (a squash of some layers) they stay for the layers that may come below.
/// </remarks>
internal static class MergeRule
{
    internal static Node? Merge(Node? top, Node? below, bool grounded)
    {
        if (top is null) return below;
        if (top is WhiteoutNode) return grounded ? null : top;
        if (top is not DirectoryNode directory) return top;

        // A directory merges only with a directory right below it; a whiteout, a file or its own opacity stops the search for good.
        if (directory.Opaque) below = null;
        if (below is DirectoryNode lower) return new MergedDirectory(directory, lower, grounded);
        if (grounded) return Clean(directory);
        return below is null || directory.Opaque ? directory : WithOpaque(directory);
    }

    /// <summary>The directory as a plain tree, with nothing below it. Shared when it has no marks; cleaned lazily otherwise.</summary>
    internal static DirectoryNode Clean(DirectoryNode directory) =>
        directory.HasMarks ? new MergedDirectory(directory, null, grounded: true) : directory;

    private static PlainDirectory WithOpaque(DirectoryNode directory) =>
        new(directory.Ino, directory.Metadata, directory.Entries, opaque: true);
}
