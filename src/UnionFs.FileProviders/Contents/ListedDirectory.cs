using System.Collections;
using Microsoft.Extensions.FileProviders;

namespace UnionFs.FileProviders.Contents;

/// <summary>The names in a directory at one moment.</summary>
internal sealed class ListedDirectory(FileLookup lookup, string path, DirectoryListing listing) : IDirectoryContents
{
    public bool Exists => true;

    public IEnumerator<IFileInfo> GetEnumerator()
    {
        foreach (DirectoryEntry entry in listing)
            if (lookup.Entry(path + "/" + entry.Name) is { } info) yield return info;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A directory in a directory; what is in it is listed when somebody asks.</summary>
internal sealed class DirectoryInfo(FileLookup lookup, string path, UnixTime modified) : IFileInfo, IDirectoryContents
{
    public bool Exists => true;

    public long Length => -1;

    public string? PhysicalPath => null;

    public string Name => FileLookup.NameOf(path);

    public DateTimeOffset LastModified => Times.Shown(modified);

    public bool IsDirectory => true;

    public Stream CreateReadStream() => throw new InvalidOperationException("Cannot create a stream for a directory.");

    public IEnumerator<IFileInfo> GetEnumerator() => lookup.Directory(path).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
