namespace UnionFs.SystemIO.Entries;

/// <summary>What is at a path at one moment, as FileSystemInfo keeps it: times and length of a link itself, kind and mode of what it leads to.</summary>
internal sealed class EntryState
{
    private readonly FileStat _stat;
    private readonly UnixFileMode _mode;
    private readonly FileAttributes _attributes;

    private EntryState(FsError error) => Error = error;

    private EntryState(in FileStat stat, UnixFileMode mode, FileAttributes attributes)
    {
        _stat = stat;
        _mode = mode;
        _attributes = attributes;
    }

    /// <summary>Why nothing could be told; a missing entry is no error.</summary>
    internal FsError Error { get; }

    internal bool Exists { get; private init; }

    internal bool IsDirectory => Exists && (_attributes & FileAttributes.Directory) != 0;

    /// <summary>Of a missing entry: all bits.</summary>
    internal FileAttributes Attributes => Exists ? _attributes : (FileAttributes)(-1);

    internal UnixFileMode Mode => Exists ? _mode : (UnixFileMode)(-1);

    internal long Length => _stat.Size;

    internal DateTimeOffset LastWrite => At(_stat.ModifyTime);

    internal DateTimeOffset LastAccess => At(_stat.AccessTime);

    /// <summary>Linux gives .NET no time of creation, which takes the earlier of last write and last change.</summary>
    internal DateTimeOffset Creation => At(_stat.ModifyTime < _stat.ChangeTime ? _stat.ModifyTime : _stat.ChangeTime);

    private DateTimeOffset At(UnixTime time) => Exists ? time.ToDateTimeOffset() : DateTimeOffset.FromFileTime(0);

    internal static EntryState Of(FileSystem files, string fullPath)
    {
        string path = Paths.UnixPath.Trimmed(fullPath).ToString();
        FsError error = files.Posix.LStat(path, out FileStat stat);
        if (error is FsError.ENOENT or FsError.ENOTDIR) return new EntryState(FsError.None);
        if (error != FsError.None) return new EntryState(error);
        // A link has the mode of what it leads to, and none where it leads nowhere.
        int mode = stat.Kind != NodeKind.Symlink ? stat.Mode : files.Posix.Stat(fullPath, out FileStat target) == FsError.None ? target.Mode : -1;
        return new EntryState(stat, (UnixFileMode)mode, AttributesOf(files, fullPath)) { Exists = true };
    }

    private static FileAttributes AttributesOf(FileSystem files, string path)
    {
        try
        {
            return files.File.GetAttributes(path);
        }
        catch (IOException)
        {
            return (FileAttributes)(-1); // gone meanwhile
        }
    }
}
