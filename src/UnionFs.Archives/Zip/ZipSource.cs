namespace UnionFs.Archives;

/// <summary>The bytes of an archive and what it is called: every read and every complaint goes through here, so that each names both.</summary>
internal sealed class ZipSource(Content content, string name)
{
    internal long Length { get; } = content.Length;

    /// <summary>Fills <paramref name="destination"/>; <paramref name="entry"/> is who it is for, empty for the archive itself.</summary>
    /// <exception cref="ZipException">The bytes are not there or cannot be read.</exception>
    internal void Read(long offset, Span<byte> destination, ReadOnlySpan<byte> entry)
    {
        int count;
        try
        {
            count = content.Read(offset, destination);
        }
        catch (IOException e)
        {
            throw Bad(entry, "the archive cannot be read: " + e.Message.TrimEnd('.'), e);
        }
        if (count < destination.Length) throw Bad(entry, "the archive ends too early");
    }

    /// <summary>An error about the entry of this name, or about the archive as a whole if there is none.</summary>
    internal ZipException Bad(ReadOnlySpan<byte> entry, string reason, Exception? inner = null) =>
        new(name, entry.IsEmpty ? null : NameEncoding.Decode(entry), reason, inner);
}
