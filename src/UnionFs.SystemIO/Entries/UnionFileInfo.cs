using System.IO.Abstractions;
using UnionFs.SystemIO.Paths;

namespace UnionFs.SystemIO.Entries;

using FileSystemStream = global::System.IO.Abstractions.FileSystemStream;

/// <summary>What FileInfo does.</summary>
internal sealed class UnionFileInfo : UnionEntryInfo, IFileInfo
{
    private string? _name;

    internal UnionFileInfo(UnionFileSystemIO system, string path, EntryState? state = null)
        : base(system, path, system.Path.GetFullPath(path), state) { }

    public override string Name => _name ??= UnixPath.FileName(OriginalPath).ToString();

    public string? DirectoryName => UnixPath.DirectoryName(FullName);

    public IDirectoryInfo? Directory => DirectoryName is { } directory ? new UnionDirectoryInfo(Owner, directory) : null;

    public bool IsReadOnly
    {
        get => (Attributes & FileAttributes.ReadOnly) != 0;
        set
        {
            if (value) Attributes |= FileAttributes.ReadOnly;
            else Attributes &= ~FileAttributes.ReadOnly;
        }
    }

    public long Length =>
        (Attributes & FileAttributes.Directory) == 0 ? Known.Length : throw new FileNotFoundException($"Could not find file '{FullName}'.", FullName);

    private protected override bool IsDirectory => false;

    public StreamReader OpenText() => Owner.File.OpenText(FullName);

    public StreamWriter CreateText() => Owner.File.CreateText(FullName);

    public StreamWriter AppendText() => Owner.File.AppendText(FullName);

    public FileSystemStream Create()
    {
        FileSystemStream stream = Owner.File.Create(FullName);
        Forget();
        return stream;
    }

    public FileSystemStream Open(FileMode mode) => Owner.File.Open(FullName, mode);

    public FileSystemStream Open(FileMode mode, FileAccess access) => Owner.File.Open(FullName, mode, access);

    public FileSystemStream Open(FileMode mode, FileAccess access, FileShare share) => Owner.File.Open(FullName, mode, access, share);

    public FileSystemStream Open(FileStreamOptions options) => Owner.File.Open(FullName, options);

    public FileSystemStream OpenRead() => Owner.File.OpenRead(FullName);

    public FileSystemStream OpenWrite() => Owner.File.OpenWrite(FullName);

    public IFileInfo CopyTo(string destFileName) => CopyTo(destFileName, overwrite: false);

    public IFileInfo CopyTo(string destFileName, bool overwrite)
    {
        string destination = Full(destFileName, nameof(destFileName));
        Files.File.Copy(FullName, destination, overwrite);
        return new UnionFileInfo(Owner, destination);
    }

    public void MoveTo(string destFileName) => MoveTo(destFileName, overwrite: false);

    public void MoveTo(string destFileName, bool overwrite)
    {
        string destination = Full(destFileName, nameof(destFileName));
        if (!Files.Directory.Exists(DirectoryName)) throw new DirectoryNotFoundException($"Could not find a part of the path '{FullName}'.");
        if (!Exists) throw new FileNotFoundException($"Could not find file '{FullName}'.", FullName);
        Files.File.Move(FullName, destination, overwrite);
        FullName = destination;
        OriginalPath = destFileName;
        _name = UnixPath.FileName(destination).ToString();
        Forget();
    }

    public override void Delete()
    {
        Files.File.Delete(FullName);
        Forget();
    }

    public IFileInfo Replace(string destinationFileName, string? destinationBackupFileName) =>
        Replace(destinationFileName, destinationBackupFileName, ignoreMetadataErrors: false);

    public IFileInfo Replace(string destinationFileName, string? destinationBackupFileName, bool ignoreMetadataErrors)
    {
        ArgumentNullException.ThrowIfNull(destinationFileName);
        string destination = Owner.Path.GetFullPath(destinationFileName);
        string? backup = destinationBackupFileName is null ? null : Owner.Path.GetFullPath(destinationBackupFileName);
        Files.File.Replace(FullName, destination, backup, ignoreMetadataErrors);
        return new UnionFileInfo(Owner, destinationFileName);
    }

    public void Decrypt() => throw Unsupported.Encryption();

    public void Encrypt() => throw Unsupported.Encryption();
}
