namespace UnionFs.Posix.Tests.Faces;

/// <summary>
/// The system calls that scripts are made of, as the kernel and the union both answer them. To add a verb: a member here, its two
/// implementations, a command, and a line in the generator.
/// </summary>
internal interface IKernelFace : IDisposable
{
    /// <summary>How many handles a script can have open; a slot without one answers as a closed descriptor does.</summary>
    const int Slots = 4;

    /// <summary>The slot whose directory relative paths start in (the first path of a verb that takes two); null for the root.</summary>
    int? Start { get; set; }

    /// <summary>The same for the second path of link and rename.</summary>
    int? SecondStart { get; set; }

    /// <summary>The slot that an empty first path means (AT_EMPTY_PATH); null where it means nothing.</summary>
    int? Itself { get; set; }

    /// <summary>From now on that caller asks; null is root.</summary>
    void Become(Identity? who);

    /// <summary>Opens into a slot and tells what; what it had open before is closed, unless this fails. What is special is closed at once.</summary>
    FsError Open(int slot, string path, OpenFlags flags, int mode, out NodeKind kind);
    void Close(int slot);
    FsError Stat(int slot, out InodeView inode);
    FsError Read(int slot, long offset, int count, out byte[] bytes);
    FsError Write(int slot, long offset, byte[] bytes);
    FsError SetLength(int slot, long length);
    FsError SetMode(int slot, int mode);
    FsError SetOwner(int slot, uint? uid, uint? gid);
    FsError SetTimes(int slot, TimeChoice access, TimeChoice modify);
    FsError List(int slot, out List<string> entries);
    FsError ReadNext(int slot, int count, out byte[] bytes);
    FsError WriteNext(int slot, byte[] bytes);
    /// <summary>lseek, except that looking for data and holes leaves the position alone: see the intended differences.</summary>
    FsError Seek(int slot, long offset, Whence whence, out long position);
    FsError Allocate(int slot, AllocateFlags flags, long offset, long length);
    FsError CopyRange(int source, long sourceOffset, int target, long offset, long length, out long copied);
    /// <summary>Bytes of an open file, whatever it was opened for: for comparisons, not a step. Empty for all else.</summary>
    byte[] Peek(int slot, long offset, int count);

    FsError Stat(string path, bool follow, out InodeView inode);
    FsError Access(string path, AccessModes modes, bool effective, bool follow);
    FsError ReadLink(string path, out string target);
    FsError ReadDirectory(string path, out List<string> entries);
    FsError Mkdir(string path, int mode);
    FsError Mknod(string path, NodeKind kind, int mode, DeviceNumber device);
    FsError Symlink(string target, string path);
    FsError Link(string existing, string path, bool follow);
    FsError Unlink(string path);
    FsError Rmdir(string path);
    FsError Rename(string from, string to, RenameFlags flags);
    FsError Truncate(string path, long length);
    FsError Chmod(string path, int mode, bool follow);
    FsError Chown(string path, uint? uid, uint? gid, bool follow);
    FsError Utimens(string path, TimeChoice access, TimeChoice modify, bool follow);
    FsError SetXattr(string path, string name, byte[] value, XattrFlags flags, bool follow);
    FsError GetXattr(string path, string name, bool follow, out byte[] value);
    FsError ListXattrs(string path, bool follow, out List<string> names);
    FsError RemoveXattr(string path, string name, bool follow);

    /// <summary>The whole tree and what is open.</summary>
    TreeView ReadTree(bool details);
}
