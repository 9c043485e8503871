using UnionFs.Nodes;

namespace UnionFs.Trees;

/// <summary>A path, and the directory of one tree where it starts unless it is absolute.</summary>
internal readonly ref struct TreePath(ReadOnlySpan<char> text, WalkStart start = default)
{
    internal ReadOnlySpan<char> Text { get; } = text;

    internal WalkStart Start { get; } = start;

    /// <summary>The first characters of this path.</summary>
    internal TreePath Before(int end) => new(Text[..end], Start);

    public static implicit operator TreePath(string text) => new(text);
}

/// <summary>Where a relative path starts: the root, an open directory, an open directory that was removed, or nowhere.</summary>
/// <param name="Names">The names from the root to an open directory; null for the root.</param>
/// <param name="Removed">What is open there, where it has no place in the tree: an emptied directory, or no directory at all.</param>
/// <param name="Open">The open inode of <paramref name="Removed"/>.</param>
/// <param name="Error">Why no relative path can start there. The walk says so, since the kernel looks at much else before it looks at the descriptor.</param>
internal readonly record struct WalkStart(string[]? Names, Node? Removed = null, object? Open = null, FsError Error = FsError.None);
