namespace UnionFs;

/// <summary>What of a node changed.</summary>
[Flags]
public enum ChangedParts
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>A file's bytes.</summary>
    Content = 1,
    /// <summary>Permission bits.</summary>
    Mode = 2,
    /// <summary>Owner or group.</summary>
    Owner = 4,
    /// <summary>Modification or access time.</summary>
    Times = 8,
    /// <summary>Extended attributes.</summary>
    Xattrs = 16,
    /// <summary>A symbolic link's target.</summary>
    Target = 32,
    /// <summary>A device's number.</summary>
    Device = 64,
    /// <summary>Which names are one hard-linked inode.</summary>
    Links = 128,
}
