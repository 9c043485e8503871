namespace UnionFs;

/// <summary>What a node is.</summary>
public enum NodeKind : byte
{
    /// <summary>A regular file.</summary>
    File,
    /// <summary>A directory.</summary>
    Directory,
    /// <summary>A symbolic link.</summary>
    Symlink,
    /// <summary>A named pipe.</summary>
    Fifo,
    /// <summary>A socket.</summary>
    Socket,
    /// <summary>A character device.</summary>
    CharDevice,
    /// <summary>A block device.</summary>
    BlockDevice,
    /// <summary>"Nothing here, and stop looking below": only in layers, never in a file system.</summary>
    Whiteout,
}
