namespace UnionFs.Archives;

/// <summary>
/// A tar archive that is refused, or cut off, or cannot be decompressed. An <see cref="IOException"/>, so that one catch covers a
/// bad archive and a bad disk, at opening and at reading.
/// </summary>
public sealed class TarException : IOException
{
    internal TarException(string archive, string? entry, long offset, string reason, Exception? inner = null)
        : base(PrintableText.Of(entry is null ? $"Tar archive '{archive}', at byte {offset}: {reason}." : $"Tar archive '{archive}', entry '{entry}' at byte {offset}: {reason}."), inner)
    {
        Archive = archive;
        Entry = entry;
        Offset = offset;
    }

    /// <summary>The archive, as the caller named it.</summary>
    public string Archive { get; }

    /// <summary>The entry's name as the archive has it (see <see cref="NameEncoding"/>), or null when no entry is to blame.</summary>
    public string? Entry { get; }

    /// <summary>Where in the uncompressed archive: the entry's first header block, or the place where reading stopped.</summary>
    public long Offset { get; }
}
