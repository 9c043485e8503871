namespace UnionFs.Archives;

/// <summary>
/// A 7z or rar archive that is refused, or an entry of it that cannot be served as what the archive promised. An <see cref="IOException"/>, so that one catch covers a bad
/// archive and a bad disk, at opening and at reading.
/// </summary>
public sealed class ArchiveException : IOException
{
    internal ArchiveException(string archive, string? entry, string reason, Exception? inner = null)
        : base(PrintableText.Of(entry is null ? $"Archive '{archive}': {reason}." : $"Archive '{archive}', entry '{entry}': {reason}."), inner)
    {
        Archive = archive;
        Entry = entry;
    }

    /// <summary>The archive, as the caller named it.</summary>
    public string Archive { get; }

    /// <summary>The entry's name as the archive has it, or null when the archive as a whole is bad.</summary>
    public string? Entry { get; }
}
