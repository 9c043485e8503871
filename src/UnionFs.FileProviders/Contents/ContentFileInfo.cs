using Microsoft.Extensions.FileProviders;

namespace UnionFs.FileProviders.Contents;

/// <summary>One version of a file.</summary>
internal sealed class ContentFileInfo(string name, Content content, UnixTime modified) : IFileInfo
{
    public bool Exists => true;

    public long Length => content.Length;

    public string? PhysicalPath => null;

    public string Name => name;

    public DateTimeOffset LastModified => Times.Shown(modified);

    public bool IsDirectory => false;

    public Stream CreateReadStream() => content.OpenRead();
}

/// <summary>A file that is there and cannot be read.</summary>
internal sealed class FailedFileInfo(string name, FileStat stat, FsError error, string path) : IFileInfo
{
    public bool Exists => true;

    public long Length => stat.Size;

    public string? PhysicalPath => null;

    public string Name => name;

    public DateTimeOffset LastModified => Times.Shown(stat.ModifyTime);

    public bool IsDirectory => false;

    public Stream CreateReadStream() => throw error.ToException(path);
}

/// <summary>Times as those who read them can bear them.</summary>
internal static class Times
{
    /// <summary>Web servers count from the year 1601 (DateTimeOffset.ToFileTime) and throw for what is earlier; a layer of a stranger may say anything.</summary>
    private static readonly DateTimeOffset First = new(1601, 1, 2, 0, 0, 0, TimeSpan.Zero);

    internal static DateTimeOffset Shown(UnixTime time)
    {
        DateTimeOffset value = time.ToDateTimeOffset();
        return value < First ? First : value;
    }
}
