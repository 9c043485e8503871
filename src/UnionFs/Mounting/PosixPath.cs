using UnionFs.Mounting;
using UnionFs.Trees;

namespace UnionFs;

/// <summary>
/// A path for the Unix verbs, and where it starts: the root, or an open directory (<see cref="FileHandle.At"/>), or what is open itself
/// (<see cref="FileHandle.Itself"/>). Strings and spans convert to it.
/// </summary>
public readonly ref struct PosixPath
{
    internal PosixPath(ReadOnlySpan<char> text, FileHandle? start = null, bool isItself = false)
    {
        Text = text;
        // An absolute path does not look at the handle, whatever it is (path_init of the kernel).
        Start = text.StartsWith('/') ? null : start;
        IsItself = isItself;
    }

    /// <summary>The path as written.</summary>
    public ReadOnlySpan<char> Text { get; }

    internal FileHandle? Start { get; }

    internal bool IsItself { get; }

    /// <summary>A path from the root.</summary>
    public static implicit operator PosixPath(string? path) => new(path);

    /// <summary>A path from the root.</summary>
    public static implicit operator PosixPath(ReadOnlySpan<char> path) => new(path);

    /// <summary>The path as written.</summary>
    public override string ToString() => Text.ToString();

    /// <summary>This path in the tree that a writer edits.</summary>
    internal TreePath In(WriteScope scope) => In(scope.Host, scope.Transaction.Tree);

    /// <summary>This path in one tree of a host.</summary>
    internal TreePath In(TreeHost host, Tree tree)
    {
        FsError refused = Refusal(host);
        return new TreePath(Text, refused == FsError.None ? host.StartOf(Start?.Inode, tree) : new WalkStart(null, Error: refused));
    }

    /// <summary>Whether <see cref="Start"/> means nothing in a host: EBADF where it is closed, EXDEV where it is another file system's.</summary>
    internal FsError Refusal(TreeHost host) =>
        Start is null ? FsError.None : Start.IsClosed ? FsError.EBADF : host.Knows(Start.Host) ? FsError.None : FsError.EXDEV;
}
