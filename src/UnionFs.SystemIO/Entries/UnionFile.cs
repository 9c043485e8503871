using System.Diagnostics.CodeAnalysis;
using System.IO.Abstractions;
using System.Text;
using UnionFs.SystemIO.Streams;

namespace UnionFs.SystemIO.Entries;

using FileSystemStream = global::System.IO.Abstractions.FileSystemStream;

/// <summary>What System.IO.File does: opening, entries, and the whole of it in its other files.</summary>
internal sealed partial class UnionFile(UnionFileSystemIO system) : Entity(system), IFile
{
    /// <summary>What StreamWriter writes unless told: no byte order mark, and text that cannot be encoded is an error.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public bool Exists([NotNullWhen(true)] string? path) => Files.File.Exists(path);

    public FileSystemStream OpenRead(string path) => new UnionStream(Files.File.OpenRead(path));

    public FileSystemStream OpenWrite(string path) => new UnionStream(Files.File.OpenWrite(path));

    public FileSystemStream Create(string path) => new UnionStream(Files.File.Create(path));

    public FileSystemStream Create(string path, int bufferSize) => new UnionStream(Files.File.Create(path, bufferSize), bufferSize);

    public FileSystemStream Create(string path, int bufferSize, FileOptions options) =>
        new UnionStream(Files.File.Create(path, bufferSize, options), bufferSize, (options & FileOptions.Asynchronous) != 0);

    public FileSystemStream Open(string path, FileMode mode) => new UnionStream(Files.File.Open(path, mode));

    public FileSystemStream Open(string path, FileMode mode, FileAccess access) => new UnionStream(Files.File.Open(path, mode, access));

    public FileSystemStream Open(string path, FileMode mode, FileAccess access, FileShare share) => new UnionStream(Files.File.Open(path, mode, access, share));

    public FileSystemStream Open(string path, FileStreamOptions options) => Owner.FileStream.New(path, options);

    public StreamReader OpenText(string path) => new(OpenRead(path), Encoding.UTF8);

    public StreamWriter CreateText(string path) => new(Open(path, FileMode.Create, FileAccess.Write, FileShare.Read), Utf8);

    public StreamWriter AppendText(string path) => new(Open(path, FileMode.Append, FileAccess.Write, FileShare.Read), Utf8);

    public void Delete(string path) => Files.File.Delete(path);

    public void Copy(string sourceFileName, string destFileName) => Files.File.Copy(sourceFileName, destFileName);

    public void Copy(string sourceFileName, string destFileName, bool overwrite) => Files.File.Copy(sourceFileName, destFileName, overwrite);

    public void Move(string sourceFileName, string destFileName) => Files.File.Move(sourceFileName, destFileName);

    public void Move(string sourceFileName, string destFileName, bool overwrite) => Files.File.Move(sourceFileName, destFileName, overwrite);

    public void Replace(string sourceFileName, string destinationFileName, string? destinationBackupFileName) =>
        Files.File.Replace(sourceFileName, destinationFileName, destinationBackupFileName);

    public void Replace(string sourceFileName, string destinationFileName, string? destinationBackupFileName, bool ignoreMetadataErrors) =>
        Files.File.Replace(sourceFileName, destinationFileName, destinationBackupFileName, ignoreMetadataErrors);

    public IFileSystemInfo CreateSymbolicLink(string path, string pathToTarget)
    {
        Links.Create(Files, path, pathToTarget);
        return new UnionFileInfo(Owner, path);
    }

    public IFileSystemInfo? ResolveLinkTarget(string linkPath, bool returnFinalTarget) =>
        Links.Resolve(Files, linkPath, returnFinalTarget, isDirectory: false) is { } target ? new UnionFileInfo(Owner, target) : null;

    public void Decrypt(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        throw Unsupported.Encryption();
    }

    public void Encrypt(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        throw Unsupported.Encryption();
    }
}
