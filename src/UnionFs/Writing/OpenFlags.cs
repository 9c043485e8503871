namespace UnionFs;

/// <summary>How to open. Names and values are Linux's (x86-64).</summary>
[Flags]
public enum OpenFlags
{
    /// <summary>Read only.</summary>
    O_RDONLY = 0,
    /// <summary>Write only.</summary>
    O_WRONLY = 1,
    /// <summary>Read and write.</summary>
    O_RDWR = 2,
    /// <summary>Make the file if it is missing; through a dangling link, its target.</summary>
    O_CREAT = 0x40,
    /// <summary>With <see cref="O_CREAT"/>: the name must be missing, even as a link.</summary>
    O_EXCL = 0x80,
    /// <summary>Cut a file to nothing.</summary>
    O_TRUNC = 0x200,
    /// <summary>Every write goes to the end.</summary>
    O_APPEND = 0x400,
    /// <summary>It must be a directory.</summary>
    O_DIRECTORY = 0x10000,
    /// <summary>The last component must not be a symbolic link.</summary>
    O_NOFOLLOW = 0x20000,
    /// <summary>Only a place in the tree: for paths relative to it, and to ask what it is. With <see cref="O_NOFOLLOW"/> a link itself.</summary>
    O_PATH = 0x200000,
    /// <summary>A file without a name, in the directory's file system; with <see cref="O_EXCL"/> it never gets one.</summary>
    O_TMPFILE = 0x410000,
}
