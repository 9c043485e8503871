using System.IO.Abstractions;

namespace UnionFs.SystemIO;

/// <summary>A part of the adapter: it knows its file system.</summary>
internal abstract class Entity(UnionFileSystemIO system) : IFileSystemEntity
{
    public IFileSystem FileSystem => system;

    protected UnionFileSystemIO Owner => system;

    protected UnionFileSystem Files => system.Files;
}
