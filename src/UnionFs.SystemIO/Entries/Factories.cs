using System.Diagnostics.CodeAnalysis;
using System.IO.Abstractions;

namespace UnionFs.SystemIO.Entries;

/// <summary>Makes objects that describe files.</summary>
internal sealed class FileInfoFactory(UnionFileSystemIO system) : Entity(system), IFileInfoFactory
{
    public IFileInfo New(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return new UnionFileInfo(Owner, fileName);
    }

    /// <summary>The file here that has the path of <paramref name="fileInfo"/>, as that was written.</summary>
    [return: NotNullIfNotNull(nameof(fileInfo))]
    public IFileInfo? Wrap(FileInfo? fileInfo) => fileInfo is null ? null : new UnionFileInfo(Owner, fileInfo.ToString());
}

/// <summary>Makes objects that describe directories.</summary>
internal sealed class DirectoryInfoFactory(UnionFileSystemIO system) : Entity(system), IDirectoryInfoFactory
{
    public IDirectoryInfo New(string path) => new UnionDirectoryInfo(Owner, path);

    /// <summary>The directory here that has the path of <paramref name="directoryInfo"/>, as that was written.</summary>
    [return: NotNullIfNotNull(nameof(directoryInfo))]
    public IDirectoryInfo? Wrap(DirectoryInfo? directoryInfo) => directoryInfo is null ? null : new UnionDirectoryInfo(Owner, directoryInfo.ToString());
}
