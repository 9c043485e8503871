namespace UnionFs;

/// <summary>
/// The outcome of a Unix verb. Values are Linux errno numbers, so a FUSE or WASI host passes them on unchanged.
/// The state of a tree never throws: a missing name is an answer, not an accident.
/// </summary>
public enum FsError
{
    /// <summary>Success.</summary>
    None = 0,
    /// <summary>Operation not permitted.</summary>
    EPERM = 1,
    /// <summary>No such file or directory.</summary>
    ENOENT = 2,
    /// <summary>Input/output error: a lazily read source failed.</summary>
    EIO = 5,
    /// <summary>No such device or address.</summary>
    ENXIO = 6,
    /// <summary>Argument list too long: an extended attribute value over its limit.</summary>
    E2BIG = 7,
    /// <summary>Bad file handle: closed, or not open for this.</summary>
    EBADF = 9,
    /// <summary>Try again: another handle's sharing mode forbids this one.</summary>
    EAGAIN = 11,
    /// <summary>Permission denied.</summary>
    EACCES = 13,
    /// <summary>Busy: the root, or a `.` or `..` that cannot be moved.</summary>
    EBUSY = 16,
    /// <summary>The name exists already.</summary>
    EEXIST = 17,
    /// <summary>Across file systems.</summary>
    EXDEV = 18,
    /// <summary>Not a directory.</summary>
    ENOTDIR = 20,
    /// <summary>Is a directory.</summary>
    EISDIR = 21,
    /// <summary>Invalid argument.</summary>
    EINVAL = 22,
    /// <summary>File too large: past 2^63 - 1 bytes.</summary>
    EFBIG = 27,
    /// <summary>No space left.</summary>
    ENOSPC = 28,
    /// <summary>Illegal seek.</summary>
    ESPIPE = 29,
    /// <summary>Read-only file system: a snapshot, or any other view that cannot change.</summary>
    EROFS = 30,
    /// <summary>Too many links.</summary>
    EMLINK = 31,
    /// <summary>Result out of range: an extended attribute name over 255 bytes.</summary>
    ERANGE = 34,
    /// <summary>A verb of the live file system was called from inside its own batch update.</summary>
    EDEADLK = 35,
    /// <summary>Name over 255 bytes.</summary>
    ENAMETOOLONG = 36,
    /// <summary>Directory not empty.</summary>
    ENOTEMPTY = 39,
    /// <summary>More than 40 symbolic links on the way, or a link where none may be followed.</summary>
    ELOOP = 40,
    /// <summary>No such extended attribute.</summary>
    ENODATA = 61,
    /// <summary>Value too large for its type.</summary>
    EOVERFLOW = 75,
    /// <summary>A name that no byte sequence maps to.</summary>
    EILSEQ = 84,
    /// <summary>Not supported: an extended attribute outside the user, trusted, security and system namespaces.</summary>
    EOPNOTSUPP = 95,
    /// <summary>Quota exceeded.</summary>
    EDQUOT = 122,
}
