namespace UnionFs;

/// <summary>What statvfs(3) tells: how much is used, and what is left of the <see cref="FileSystemLimits"/>, which say what counts.</summary>
/// <param name="UsedBytes">Bytes of content and extended attributes.</param>
/// <param name="UsedInodes">Files, directories, links and special files.</param>
/// <param name="Limits">The limits; those of a snapshot are none.</param>
/// <param name="IsReadOnly">Whether nothing can be written at all.</param>
public readonly record struct FileSystemUsage(long UsedBytes, long UsedInodes, FileSystemLimits Limits, bool IsReadOnly)
{
    /// <summary>The longest name, in bytes.</summary>
    public const int MaxNameBytes = 255;

    /// <summary>What may still be written; null where there is no limit; never negative.</summary>
    public long? FreeBytes => IsReadOnly ? 0 : Left(Limits?.Bytes, UsedBytes);

    /// <summary>How many inodes may still be made; null where there is no limit; never negative.</summary>
    public long? FreeInodes => IsReadOnly ? 0 : Left(Limits?.Inodes, UsedInodes);

    private static long? Left(long? limit, long used) => limit is { } most ? Math.Max(0, most - used) : null;
}
