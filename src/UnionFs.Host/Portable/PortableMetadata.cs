namespace UnionFs.Host.Portable;

/// <summary>What System.IO tells of an entry, links not followed.</summary>
internal static class PortableMetadata
{
    private const int WriteBits = 0x92; // 0222

    internal static Metadata Of(FileSystemInfo entry) => new()
    {
        Mode = OperatingSystem.IsWindows() ? WindowsMode(entry) : (int)entry.UnixFileMode,
        AccessTime = UnixTime.From(entry.LastAccessTimeUtc),
        ModifyTime = UnixTime.From(entry.LastWriteTimeUtc),
        ChangeTime = UnixTime.From(entry.LastWriteTimeUtc),
        BirthTime = UnixTime.From(entry.CreationTimeUtc),
    };

    private static int WindowsMode(FileSystemInfo entry)
    {
        int mode = (entry is DirectoryInfo ? Metadata.DefaultDirectory : Metadata.DefaultFile).Mode;
        return entry is FileInfo && (entry.Attributes & FileAttributes.ReadOnly) != 0 ? mode & ~WriteBits : mode;
    }
}
