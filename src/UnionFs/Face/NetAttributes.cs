namespace UnionFs.Face;

/// <summary>What System.IO makes of Unix metadata, for root.</summary>
internal static class NetAttributes
{
    internal const FileAttributes Settable = FileAttributes.ReadOnly | FileAttributes.Hidden | FileAttributes.System | FileAttributes.Directory
        | FileAttributes.Archive | FileAttributes.Device | FileAttributes.Normal | FileAttributes.Temporary | FileAttributes.SparseFile
        | FileAttributes.ReparsePoint | FileAttributes.Compressed | FileAttributes.Offline | FileAttributes.NotContentIndexed
        | FileAttributes.Encrypted | FileAttributes.IntegrityStream | FileAttributes.NoScrubData;

    internal static bool IsHidden(string name) => name.StartsWith('.');

    /// <summary>Readable and not writable by those bits that would apply to root if root were nobody special.</summary>
    internal static bool IsReadOnly(in FileStat stat)
    {
        int bits = stat.Uid == 0 ? stat.Mode >> 6 : stat.Gid == 0 ? stat.Mode >> 3 : stat.Mode;
        return (bits & 4) != 0 && (bits & 2) == 0;
    }

    /// <param name="name">The entry's name.</param>
    /// <param name="stat">The entry, a link itself.</param>
    /// <param name="target">What a link leads to; the entry where it is no link, or leads nowhere.</param>
    internal static FileAttributes Of(string name, in FileStat stat, in FileStat target)
    {
        FileAttributes attributes = 0;
        if (IsReadOnly(target)) attributes |= FileAttributes.ReadOnly;
        if (stat.Kind == NodeKind.Symlink) attributes |= FileAttributes.ReparsePoint;
        if (target.Kind == NodeKind.Directory) attributes |= FileAttributes.Directory;
        if (IsHidden(name)) attributes |= FileAttributes.Hidden;
        return attributes == 0 ? FileAttributes.Normal : attributes;
    }

    /// <summary>chmod's mode for an attribute: read-only takes every write bit, anything else gives the owner's back where the owner may read.</summary>
    internal static int ModeFor(FileAttributes attributes, int mode)
    {
        if ((attributes & FileAttributes.ReadOnly) != 0) return mode & ~0x92;
        return (mode & 0x100) != 0 ? mode | 0x80 : mode;
    }
}
