using System.Text;

namespace UnionFs;

public sealed partial class FileVerbs
{
    private const int DefaultFileMode = 0x1A4;

    /// <summary>Opens for reading; others may read and write.</summary>
    public FileSystemStream OpenRead(string path) => Open(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>Opens or makes, for writing, at the beginning.</summary>
    public FileSystemStream OpenWrite(string path) => Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);

    /// <summary>Makes or cuts, for reading and writing.</summary>
    public FileSystemStream Create(string path) => Open(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

    /// <summary>As <see cref="Create(string)"/>. The buffer size is checked and not used: the file is memory.</summary>
    public FileSystemStream Create(string path, int bufferSize) => Create(path, bufferSize, FileOptions.None);

    /// <summary>As <see cref="Create(string)"/>. Of the options, only <see cref="FileOptions.DeleteOnClose"/> means something to a file in memory.</summary>
    public FileSystemStream Create(string path, int bufferSize, FileOptions options)
    {
        const FileOptions known = FileOptions.WriteThrough | FileOptions.Asynchronous | FileOptions.RandomAccess | FileOptions.DeleteOnClose
            | FileOptions.SequentialScan | FileOptions.Encrypted | (FileOptions)0x20000000; // the last is Windows' "no buffering"
        ArgumentException.ThrowIfNullOrEmpty(path);
        if ((options & ~known) != 0) throw new ArgumentOutOfRangeException(nameof(options), "Enum value was out of legal range.");
        if (bufferSize < 0) throw new ArgumentOutOfRangeException(nameof(bufferSize), "Non-negative number required.");
        return OpenStream(Full(path), FileMode.Create, FileAccess.ReadWrite, FileShare.None, DefaultFileMode, options);
    }

    /// <summary>Opens as the mode says; for writing where it is <see cref="FileMode.Append"/>, for both otherwise.</summary>
    public FileSystemStream Open(string path, FileMode mode) =>
        Open(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite, FileShare.None);

    /// <summary>
    /// Opens. As with System.IO on Linux, <see cref="FileShare.None"/> shuts everybody else out while this one is open, and any
    /// other value shuts out only <see cref="FileShare.None"/>.
    /// </summary>
    public FileSystemStream Open(string path, FileMode mode, FileAccess access, FileShare share = FileShare.None)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckOpenArguments(mode, access, share);
        return OpenStream(Full(path), mode, access, share, DefaultFileMode, FileOptions.None);
    }

    /// <summary>
    /// Opens as the options say. <see cref="FileStreamOptions.UnixCreateMode"/> is the mode of a file that is made, masked with 022;
    /// <see cref="FileStreamOptions.PreallocationSize"/> is checked and reserves nothing, and the length stays 0;
    /// <see cref="FileOptions.DeleteOnClose"/> removes the path when the stream is closed.
    /// </summary>
    public FileSystemStream Open(string path, FileStreamOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        if ((options.Access & FileAccess.Read) != 0 && options.Mode == FileMode.Append)
            throw new ArgumentException("Append access can be requested only in write-only mode.", nameof(options));
        if ((options.Access & FileAccess.Write) == 0 && options.Mode is FileMode.Truncate or FileMode.CreateNew or FileMode.Create or FileMode.Append)
            throw new ArgumentException($"Combining FileMode: {options.Mode} with FileAccess: {options.Access} is invalid.", nameof(options));
        if (options.PreallocationSize > 0) CheckPreallocation(options.Mode, options.Access);
        if (options.UnixCreateMode is not null && options.Mode is FileMode.Open or FileMode.Truncate)
            throw new ArgumentException("UnixCreateMode can be requested only for modes that can create new files.", nameof(options));
        int mode = options.UnixCreateMode is { } asked ? (int)asked & ~FileSystem.Umask : DefaultFileMode;
        return OpenStream(Full(path), options.Mode, options.Access, options.Share, mode, options.Options);
    }

    /// <summary>Opens for reading text; a byte order mark tells the encoding, UTF-8 without one.</summary>
    public StreamReader OpenText(string path) => new(OpenRead(path), Encoding.UTF8);

    /// <summary>Makes or cuts a file, for writing UTF-8 without a byte order mark. The writer keeps text back until it is flushed.</summary>
    public StreamWriter CreateText(string path) => new(Open(path, FileMode.Create, FileAccess.Write, FileShare.Read), Utf8);

    /// <summary>Opens or makes a file, for adding UTF-8 to its end. The writer keeps text back until it is flushed.</summary>
    public StreamWriter AppendText(string path) => new(Open(path, FileMode.Append, FileAccess.Write, FileShare.Read), Utf8);

    private FileSystemStream OpenStream(string full, FileMode mode, FileAccess access, FileShare share, int createMode, FileOptions options)
    {
        OpenFlags flags = access switch
        {
            FileAccess.Read => OpenFlags.O_RDONLY,
            FileAccess.Write => OpenFlags.O_WRONLY,
            _ => OpenFlags.O_RDWR,
        };
        flags |= mode switch
        {
            FileMode.CreateNew => OpenFlags.O_CREAT | OpenFlags.O_EXCL,
            FileMode.Create or FileMode.OpenOrCreate or FileMode.Append => OpenFlags.O_CREAT,
            _ => 0,
        };
        FsError error = _fileSystem.OpenHandle(full, flags, createMode, out FileHandle? handle);
        if (error == FsError.None && handle!.Stat(out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory)
        {
            handle.Dispose();
            error = FsError.EISDIR;
        }
        _fileSystem.ThrowIfError(error, full);
        error = handle!.TryLock(exclusive: share == FileShare.None);
        // A truncating open must not empty a file that another stream has locked: lock first, cut afterwards.
        if (error == FsError.None && mode is FileMode.Create or FileMode.Truncate) error = handle.Cut();
        if (error != FsError.None)
        {
            handle.Dispose();
            throw error.ToException(full);
        }
        return new FileSystemStream(handle, full, append: mode == FileMode.Append, (options & FileOptions.DeleteOnClose) != 0 ? Posix : null);
    }

    private static void CheckOpenArguments(FileMode mode, FileAccess access, FileShare share)
    {
        if (mode is < FileMode.CreateNew or > FileMode.Append) throw new ArgumentOutOfRangeException(nameof(mode), "Enum value was out of legal range.");
        if (access is < FileAccess.Read or > FileAccess.ReadWrite) throw new ArgumentOutOfRangeException(nameof(access), "Enum value was out of legal range.");
        if ((share & ~(FileShare.ReadWrite | FileShare.Delete | FileShare.Inheritable)) != 0) throw new ArgumentOutOfRangeException(nameof(share), "Enum value was out of legal range.");
        if ((access & FileAccess.Write) == 0 && mode is FileMode.Truncate or FileMode.CreateNew or FileMode.Create or FileMode.Append)
            throw new ArgumentException($"Combining FileMode: {mode} with FileAccess: {access} is invalid.", nameof(access));
        if ((access & FileAccess.Read) != 0 && mode == FileMode.Append)
            throw new ArgumentException("Append access can be requested only in write-only mode.", nameof(access));
    }

    private static void CheckPreallocation(FileMode mode, FileAccess access)
    {
        if ((access & FileAccess.Write) == 0) throw new ArgumentException("Preallocation size can be requested only in write mode.", nameof(access));
        if (mode is not (FileMode.Create or FileMode.CreateNew)) throw new ArgumentException("Preallocation size can be requested only for new files.", nameof(mode));
    }
}
