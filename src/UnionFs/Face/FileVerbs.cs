using System.Buffers;
using System.Text;
using UnionFs.Face;

namespace UnionFs;

/// <summary>
/// What System.IO.File does, on a <see cref="FileSystem"/>: the same names, and on an error the exception that System.IO throws
/// on Linux for root, with the path as the caller wrote it. `..` is resolved by text, as System.IO does.
/// </summary>
/// <remarks>
/// Every member throws <see cref="ArgumentNullException"/> or <see cref="ArgumentException"/> for a null, empty or NUL-bearing path,
/// <see cref="FileNotFoundException"/> (the last name is missing), <see cref="DirectoryNotFoundException"/> (a parent is),
/// <see cref="UnauthorizedAccessException"/> (a directory), <see cref="PathTooLongException"/>, and <see cref="IOException"/> whose
/// HResult is the errno for all else. A call that throws has changed nothing.
/// </remarks>
public sealed partial class FileVerbs
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly FileSystem _fileSystem;

    internal FileVerbs(FileSystem fileSystem) => _fileSystem = fileSystem;

    private PosixVerbs Posix => _fileSystem.Posix;

    /// <summary>Whether a file, or anything else but a directory, is there; a link that leads nowhere counts. Never throws.</summary>
    public bool Exists(string? path)
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0')) return false;
        string full = NetPath.Full(path);
        if (full.EndsWith('/')) return false;
        // A link counts by what it leads to; one that leads nowhere counts as a file.
        if (Posix.Stat(full, out FileStat stat) == FsError.None) return stat.Kind != NodeKind.Directory;
        return Posix.LStat(full, out _) == FsError.None;
    }

    /// <summary>The bytes of a file, without copying what is in memory. They stay as they are whatever happens to the file.</summary>
    public ReadOnlySequence<byte> ReadSequence(string path) => ContentOf(path).Slice(0);

    /// <summary>A copy of the bytes of a file.</summary>
    public byte[] ReadAllBytes(string path)
    {
        Content content = ContentOf(path);
        if (content.Length > Array.MaxLength) throw new IOException("The file is too long. This operation is currently limited to supporting files less than 2 gigabytes in size.");
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return bytes;
    }

    /// <summary>The text of a file; a byte order mark tells the encoding, UTF-8 without one.</summary>
    public string ReadAllText(string path)
    {
        using var reader = new StreamReader(new MemoryStream(ReadAllBytes(path)), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>The lines of a file.</summary>
    public string[] ReadAllLines(string path)
    {
        var lines = new List<string>();
        using var reader = new StreamReader(new MemoryStream(ReadAllBytes(path)), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        while (reader.ReadLine() is { } line) lines.Add(line);
        return [.. lines];
    }

    /// <summary>Makes or replaces a file.</summary>
    public void WriteAllBytes(string path, ReadOnlySpan<byte> bytes) => Store(path, Content.From(bytes));

    /// <summary>Makes or replaces a file.</summary>
    public void WriteAllBytes(string path, byte[] bytes)
    {
        NetPath.Full(path);
        ArgumentNullException.ThrowIfNull(bytes);
        Store(path, Content.From(bytes));
    }

    /// <summary>Makes or replaces a file, in UTF-8 without a byte order mark.</summary>
    public void WriteAllText(string path, string? contents) => Store(path, Content.From(Utf8.GetBytes(contents ?? "")));

    /// <summary>Makes or replaces a file, a line each.</summary>
    public void WriteAllLines(string path, IEnumerable<string> contents)
    {
        NetPath.Full(path);
        ArgumentNullException.ThrowIfNull(contents);
        WriteAllText(path, string.Concat(contents.Select(line => line + "\n")));
    }

    /// <summary>Adds to the end of a file, which is made if it is missing.</summary>
    public void AppendAllBytes(string path, ReadOnlySpan<byte> bytes) =>
        _fileSystem.ThrowIfError(_fileSystem.AppendBytes(NetPath.Full(path), bytes), path);

    /// <summary>Adds to the end of a file, which is made if it is missing.</summary>
    public void AppendAllText(string path, string? contents) => AppendAllBytes(path, Utf8.GetBytes(contents ?? ""));

    /// <summary>Opens for reading; others may read and write.</summary>
    public FileSystemStream OpenRead(string path) => Open(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>Opens or makes, for writing, at the beginning.</summary>
    public FileSystemStream OpenWrite(string path) => Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);

    /// <summary>Makes or cuts, for reading and writing.</summary>
    public FileSystemStream Create(string path) => Open(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Opens as the mode says; for writing where it is <see cref="FileMode.Append"/>, for both otherwise.</summary>
    public FileSystemStream Open(string path, FileMode mode) =>
        Open(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite, FileShare.None);

    /// <summary>
    /// Opens. As with System.IO on Linux, <see cref="FileShare.None"/> shuts every other stream out while this one is open, and any
    /// other value shuts out only <see cref="FileShare.None"/>.
    /// </summary>
    public FileSystemStream Open(string path, FileMode mode, FileAccess access, FileShare share = FileShare.None)
    {
        string full = NetPath.Full(path);
        CheckOpenArguments(mode, access, share);
        OpenFlags flags = access switch
        {
            FileAccess.Read => OpenFlags.O_RDONLY,
            FileAccess.Write => OpenFlags.O_WRONLY,
            _ => OpenFlags.O_RDWR,
        };
        flags |= mode switch
        {
            FileMode.CreateNew => OpenFlags.O_CREAT | OpenFlags.O_EXCL,
            FileMode.Create => OpenFlags.O_CREAT | OpenFlags.O_TRUNC,
            FileMode.OpenOrCreate or FileMode.Append => OpenFlags.O_CREAT,
            FileMode.Truncate => OpenFlags.O_TRUNC,
            _ => 0,
        };
        // A truncating open must not empty a file that another stream has locked: lock first, cut afterwards.
        bool truncates = (flags & OpenFlags.O_TRUNC) != 0;
        FsError error = _fileSystem.OpenHandle(full, flags & ~OpenFlags.O_TRUNC, DefaultFileMode, out FileHandle? handle);
        if (error == FsError.None && handle!.Stat(out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory)
        {
            handle.Dispose();
            error = FsError.EISDIR;
        }
        _fileSystem.ThrowIfError(error, path);
        error = handle!.TryLock(exclusive: share == FileShare.None);
        if (error == FsError.None && truncates) error = handle.Cut();
        if (error != FsError.None)
        {
            handle.Dispose();
            throw error.ToException(path);
        }
        return new FileSystemStream(handle, path, append: mode == FileMode.Append);
    }

    private const int DefaultFileMode = 0x1A4;

    private static void CheckOpenArguments(FileMode mode, FileAccess access, FileShare share)
    {
        if (mode is < FileMode.CreateNew or > FileMode.Append) throw new ArgumentOutOfRangeException(nameof(mode), "Enum value was out of legal range.");
        if (access is < FileAccess.Read or > FileAccess.ReadWrite) throw new ArgumentOutOfRangeException(nameof(access), "Enum value was out of legal range.");
        if ((share & ~(FileShare.ReadWrite | FileShare.Delete | FileShare.Inheritable)) != 0) throw new ArgumentOutOfRangeException(nameof(share), "Enum value was out of legal range.");
        if ((access & FileAccess.Write) == 0 && mode is FileMode.Truncate or FileMode.CreateNew or FileMode.Create or FileMode.Append && (access & FileAccess.Write) == 0)
            throw new ArgumentException($"Combining FileMode: {mode} with FileAccess: {access} is invalid.", nameof(access));
        if ((access & FileAccess.Read) != 0 && mode == FileMode.Append)
            throw new ArgumentException("Append access can be requested only in write-only mode.", nameof(access));
    }

    private Content ContentOf(string path)
    {
        FsError error = Posix.ReadContent(NetPath.Full(path), out Content content);
        _fileSystem.ThrowIfError(error, path);
        return content;
    }

    private void Store(string path, Content content) => _fileSystem.ThrowIfError(Posix.WriteContent(NetPath.Full(path), content), path);
}
