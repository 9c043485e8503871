using System.IO.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace UnionFs.SystemIO.Streams;

using FileSystemStream = global::System.IO.Abstractions.FileSystemStream;

/// <summary>What the constructors of FileStream do.</summary>
internal sealed class FileStreamFactory(UnionFileSystemIO system) : Entity(system), IFileStreamFactory
{
    private const FileOptions KnownOptions = FileOptions.WriteThrough | FileOptions.Asynchronous | FileOptions.RandomAccess | FileOptions.DeleteOnClose
        | FileOptions.SequentialScan | FileOptions.Encrypted | (FileOptions)0x20000000; // the last is Windows' "no buffering"

    public FileSystemStream New(SafeFileHandle handle, FileAccess access) => throw Unsupported.Handle(handle, nameof(handle));

    public FileSystemStream New(SafeFileHandle handle, FileAccess access, int bufferSize) => throw Unsupported.Handle(handle, nameof(handle));

    public FileSystemStream New(SafeFileHandle handle, FileAccess access, int bufferSize, bool isAsync) => throw Unsupported.Handle(handle, nameof(handle));

    public FileSystemStream New(string path, FileMode mode) => New(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite);

    public FileSystemStream New(string path, FileMode mode, FileAccess access) => New(path, mode, access, FileShare.Read);

    public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share) =>
        New(path, mode, access, share, UnionStream.DefaultBufferSize);

    public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize) =>
        New(path, mode, access, share, bufferSize, FileOptions.None);

    public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, bool useAsync) =>
        New(path, mode, access, share, bufferSize, useAsync ? FileOptions.Asynchronous : FileOptions.None);

    public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options)
    {
        CheckArguments(path, mode, access, share, bufferSize, options);
        // The options, checked by then, carry what the overloads of the file system do not take.
        UnionFs.FileSystemStream file = (options & FileOptions.DeleteOnClose) == 0 || IsRefused(mode, access)
            ? Files.File.Open(path, mode, access, share)
            : Files.File.Open(path, new FileStreamOptions { Mode = mode, Access = access, Share = share, Options = options });
        return new UnionStream(file, bufferSize, (options & FileOptions.Asynchronous) != 0);
    }

    public FileSystemStream New(string path, FileStreamOptions options)
    {
        UnionFs.FileSystemStream file = Files.File.Open(path, options);
        return new UnionStream(file, options.BufferSize, (options.Options & FileOptions.Asynchronous) != 0);
    }

    public FileSystemStream Wrap(FileStream fileStream)
    {
        ArgumentNullException.ThrowIfNull(fileStream);
        throw new NotSupportedException("A stream of the host has no place in a file system in memory. Copy its content into a file here.");
    }

    /// <summary>FileStream's order: each argument by itself, before they are looked at together.</summary>
    private static void CheckArguments(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string? wrong = mode is < FileMode.CreateNew or > FileMode.Append ? nameof(mode)
            : access is < FileAccess.Read or > FileAccess.ReadWrite ? nameof(access)
            : (share & ~(FileShare.ReadWrite | FileShare.Delete | FileShare.Inheritable)) != 0 ? nameof(share)
            : (options & ~KnownOptions) != 0 ? nameof(options) : null;
        if (wrong is not null) throw new ArgumentOutOfRangeException(wrong, "Enum value was out of legal range.");
        if (bufferSize < 0) throw new ArgumentOutOfRangeException(nameof(bufferSize), "Non-negative number required.");
    }

    /// <summary>Modes and accesses that do not go together: the overload without options names the parameter as FileStream does.</summary>
    private static bool IsRefused(FileMode mode, FileAccess access) =>
        (access & FileAccess.Write) == 0 && mode is FileMode.Truncate or FileMode.CreateNew or FileMode.Create or FileMode.Append
        || (access & FileAccess.Read) != 0 && mode == FileMode.Append;
}
