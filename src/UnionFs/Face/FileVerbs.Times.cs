using UnionFs.Face;

namespace UnionFs;

// Times as System.IO has them on Linux: of a link itself, and 1601-01-01 UTC where nothing is. A creation time that can be set does
// not exist there: setting it sets the last write, and reading gives the earlier of last write and last change.
public sealed partial class FileVerbs
{
    /// <summary>When the content last changed, in local time; 1601-01-01 UTC for a missing file.</summary>
    public DateTime GetLastWriteTime(string path) => TimesOf(path).Write.LocalDateTime;

    /// <summary>When the content last changed, in UTC; 1601-01-01 UTC for a missing file.</summary>
    public DateTime GetLastWriteTimeUtc(string path) => TimesOf(path).Write.UtcDateTime;

    /// <summary>When it was last read, as set: reading does not change it, in local time; 1601-01-01 UTC for a missing file.</summary>
    public DateTime GetLastAccessTime(string path) => TimesOf(path).Access.LocalDateTime;

    /// <summary>When it was last read, as set: reading does not change it, in UTC; 1601-01-01 UTC for a missing file.</summary>
    public DateTime GetLastAccessTimeUtc(string path) => TimesOf(path).Access.UtcDateTime;

    /// <summary>The earlier of last write and last change, as System.IO answers on Linux, in local time; 1601-01-01 UTC for a missing file.</summary>
    public DateTime GetCreationTime(string path) => TimesOf(path).Creation.LocalDateTime;

    /// <summary>The earlier of last write and last change, as System.IO answers on Linux, in UTC; 1601-01-01 UTC for a missing file.</summary>
    public DateTime GetCreationTimeUtc(string path) => TimesOf(path).Creation.UtcDateTime;

    /// <summary>Sets when the content last changed; a time of unspecified kind is local.</summary>
    public void SetLastWriteTime(string path, DateTime lastWriteTime) => SetTimes(path, TimeSetting.Omit, UnixTime.From(lastWriteTime));

    /// <summary>Sets when the content last changed; a time of unspecified kind is UTC.</summary>
    public void SetLastWriteTimeUtc(string path, DateTime lastWriteTimeUtc) => SetTimes(path, TimeSetting.Omit, UnixTime.From(AsUtc(lastWriteTimeUtc)));

    /// <summary>Sets when it was last read; a time of unspecified kind is local.</summary>
    public void SetLastAccessTime(string path, DateTime lastAccessTime) => SetTimes(path, UnixTime.From(lastAccessTime), TimeSetting.Omit);

    /// <summary>Sets when it was last read; a time of unspecified kind is UTC.</summary>
    public void SetLastAccessTimeUtc(string path, DateTime lastAccessTimeUtc) => SetTimes(path, UnixTime.From(AsUtc(lastAccessTimeUtc)), TimeSetting.Omit);

    /// <summary>Sets when the content last changed, as System.IO does on Linux; a time of unspecified kind is local.</summary>
    public void SetCreationTime(string path, DateTime creationTime) => SetTimes(path, TimeSetting.Omit, UnixTime.From(creationTime));

    /// <summary>Sets when the content last changed, as System.IO does on Linux; a time of unspecified kind is UTC.</summary>
    public void SetCreationTimeUtc(string path, DateTime creationTimeUtc) => SetTimes(path, TimeSetting.Omit, UnixTime.From(AsUtc(creationTimeUtc)));

    private (DateTimeOffset Write, DateTimeOffset Access, DateTimeOffset Creation) TimesOf(string path)
    {
        string full = NetPath.Trimmed(Full(path));
        FsError error = Posix.LStat(full, out FileStat stat);
        if (error is FsError.ENOENT or FsError.ENOTDIR)
        {
            DateTimeOffset missing = DateTimeOffset.FromFileTime(0).ToUniversalTime();
            return (missing, missing, missing);
        }
        _fileSystem.ThrowIfError(error, full);
        UnixTime creation = stat.ModifyTime < stat.ChangeTime ? stat.ModifyTime : stat.ChangeTime;
        return (stat.ModifyTime.ToDateTimeOffset(), stat.AccessTime.ToDateTimeOffset(), creation.ToDateTimeOffset());
    }

    private void SetTimes(string path, TimeSetting access, TimeSetting modify)
    {
        string full = Full(path);
        _fileSystem.ThrowIfError(Posix.LStat(NetPath.Trimmed(full), out _), full);
        _fileSystem.ThrowIfError(Posix.Utimens(full, access, modify, followLinks: false), full);
    }

    private static DateTimeOffset AsUtc(DateTime time) =>
        time.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(time, TimeSpan.Zero) : time.ToUniversalTime();
}
