namespace UnionFs.Archives;

/// <summary>What one or several names of a layer stand for, other than a directory.</summary>
internal sealed class TarInode
{
    /// <summary>The entry that made it: where its bytes, its target or its number are.</summary>
    internal required TarEntry Entry { get; init; }

    internal required Metadata Metadata { get; set; }

    /// <summary>A hard link to a file that this layer does not have: the path it is to have below. Null for all else.</summary>
    internal string[]? Below { get; init; }
}

/// <summary>A name of a layer while its archive is read: what is there, and what it does to layers below.</summary>
internal sealed class TarSlot
{
    /// <summary>A file, link or special file; null for a directory, and where there are only marks.</summary>
    internal TarInode? Inode { get; set; }

    /// <summary>The names in a directory; null for what is none.</summary>
    internal Dictionary<string, TarSlot>? Children { get; set; }

    /// <summary>The attributes that an entry stated for a directory; null where its contents only imply it.</summary>
    internal Metadata? Stated { get; set; }

    /// <summary>Hides what layers below have here.</summary>
    internal bool Whiteout { get; set; }

    /// <summary>Hides what layers below have in this directory.</summary>
    internal bool Opaque { get; set; }

    /// <summary>Whether a directory has anything but marks, at any depth; known when all entries have been read.</summary>
    internal bool HasContent { get; set; }

    internal bool IsDirectory => Children is not null;
}
