namespace UnionFs.Host;

/// <summary>How a tree is written to the host.</summary>
public sealed record ExportOptions
{
    /// <summary>
    /// Whether the destination may hold something already. Directories of both are merged; any other name that is taken is an error.
    /// </summary>
    public bool Merge { get; init; }

    /// <summary>
    /// As <see cref="Merge"/>, and what is no directory replaces what is no directory, atomically, once its content has been read.
    /// A symbolic link is replaced itself, never what it points to. A directory and anything else never replace each other.
    /// </summary>
    public bool Overwrite { get; init; }

    /// <summary>
    /// Whether owner and group are set (root may, others only to groups of theirs). Where they are not, set-ID bits are left off.
    /// </summary>
    public bool Owners { get; init; } = true;

    /// <summary>Whether extended attributes are set.</summary>
    public bool Xattrs { get; init; } = true;
}
