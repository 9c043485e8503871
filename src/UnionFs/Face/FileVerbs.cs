using System.Buffers;
using System.Text;
using UnionFs.Face;

namespace UnionFs;

/// <summary>
/// What System.IO.File does, on a <see cref="FileSystem"/>: the same names, and on an error the exception that System.IO throws
/// on Linux for root, with the full path. A relative path starts at <see cref="DirectoryVerbs.GetCurrentDirectory"/>; `..` is
/// resolved by text, as System.IO does.
/// </summary>
/// <remarks>
/// Every member throws <see cref="ArgumentNullException"/> or <see cref="ArgumentException"/> for a null, empty or NUL-bearing path,
/// <see cref="FileNotFoundException"/> (the last name is missing), <see cref="DirectoryNotFoundException"/> (a parent is),
/// <see cref="UnauthorizedAccessException"/> (a directory), <see cref="PathTooLongException"/>, and <see cref="IOException"/> whose
/// HResult is the errno for all else: 11 where a stream that is open with <see cref="FileShare.None"/> shuts the call out.
/// A call that throws has changed nothing (System.IO leaves a file empty or half-written where text cannot be encoded).
/// There is no File.OpenHandle and nothing takes a SafeFileHandle: no handle of the operating system stands behind a file here; <see cref="PosixVerbs.Open"/> gives a <see cref="FileHandle"/>.
/// The Async twins do their work before they return, for it is all in memory; they differ in how they report errors, as System.IO's do.
/// </remarks>
public sealed partial class FileVerbs
{
    private readonly FileSystem _fileSystem;

    internal FileVerbs(FileSystem fileSystem) => _fileSystem = fileSystem;

    private PosixVerbs Posix => _fileSystem.Posix;

    /// <summary>Whether a file, or anything else but a directory, is there; a link that leads nowhere counts. Never throws.</summary>
    public bool Exists(string? path)
    {
        if (string.IsNullOrEmpty(path)) return false;
        if (Posix.TryLookQuickly(path, out FsError error, out FileStat quick)) return error == FsError.None && quick.Kind != NodeKind.Directory;
        if (path.Contains('\0')) return false;
        string full = Full(path);
        if (full.EndsWith('/')) return false;
        if (Posix.LStat(full, out FileStat stat) != FsError.None) return false;
        // A link counts by what it leads to; one that leads nowhere counts as a file.
        if (stat.Kind == NodeKind.Symlink && Posix.Stat(full, out FileStat target) == FsError.None) stat = target;
        return stat.Kind != NodeKind.Directory;
    }

    /// <summary>The bytes of a file, without copying what is in memory. They stay as they are whatever happens to the file.</summary>
    public ReadOnlySequence<byte> ReadSequence(string path) => ContentOf(Full(path)).Slice(0);

    /// <summary>A copy of the bytes of a file. <see cref="IOException"/> past 2 GiB.</summary>
    public byte[] ReadAllBytes(string path) => BytesOf(ContentOf(Full(path)));

    private static byte[] BytesOf(Content content)
    {
        if (content.Length > Array.MaxLength) throw new IOException("The file is too long. This operation is currently limited to supporting files less than 2 gigabytes in size.");
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return bytes;
    }

    /// <summary>The text of a file; a byte order mark tells the encoding, UTF-8 without one.</summary>
    public string ReadAllText(string path) => ReadAllText(path, Encoding.UTF8);

    /// <summary>The text of a file; a byte order mark beats <paramref name="encoding"/>.</summary>
    public string ReadAllText(string path, Encoding encoding)
    {
        Check(path, encoding);
        return TextOf(ContentOf(Full(path)), encoding);
    }

    private static string TextOf(Content content, Encoding encoding)
    {
        using StreamReader reader = TextLines.Decode(content, encoding);
        return reader.ReadToEnd();
    }

    /// <summary>The lines of a file, without their ends.</summary>
    public string[] ReadAllLines(string path) => ReadAllLines(path, Encoding.UTF8);

    /// <summary>The lines of a file; a byte order mark beats <paramref name="encoding"/>.</summary>
    public string[] ReadAllLines(string path, Encoding encoding) => [.. ReadLines(path, encoding)];

    /// <summary>
    /// The lines of a file as it is at this moment, decoded as they are asked for; nothing stays open. A second enumeration reads the file
    /// as it is then.
    /// </summary>
    public IEnumerable<string> ReadLines(string path) => ReadLines(path, Encoding.UTF8);

    /// <summary>As <see cref="ReadLines(string)"/>; a byte order mark beats <paramref name="encoding"/>.</summary>
    public IEnumerable<string> ReadLines(string path, Encoding encoding) => LinesOf(path, encoding);

    private TextLines LinesOf(string path, Encoding encoding)
    {
        Check(path, encoding);
        string full = Full(path);
        return new TextLines(ContentOf(full), () => ContentOf(full), encoding);
    }

    private string Full(string path, string parameter = "path") => _fileSystem.FullPath(path, parameter);

    /// <summary>As System.IO checks an argument of another name: a NUL is told of the path that it becomes.</summary>
    private string FullArgument(string path, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(path, parameter);
        return Full(path);
    }

    private Content ContentOf(string full)
    {
        _fileSystem.ThrowIfError(_fileSystem.ReadShared(full, out Content content), full);
        return content;
    }

    /// <summary>What System.IO's text members check first.</summary>
    private static void Check(string path, Encoding encoding)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(encoding);
    }
}
