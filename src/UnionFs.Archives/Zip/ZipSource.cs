namespace UnionFs.Archives;

/// <summary>The bytes of an archive and what it is called: every read and every complaint goes through here, so that each names both.</summary>
internal sealed class ZipSource(Content content, string name, InflatedCache? cache = null)
{
    private byte[] _names = [];
    private int _namesEnd;
    private readonly List<EntryRange> _large = [];

    /// <summary>Where inflated contents are kept; null: with their entry.</summary>
    internal InflatedCache? Cache => cache;

    internal long Length { get; } = content.Length;

    /// <summary>Keeps the bytes of an entry's name, and tells where they are. Only while the archive is being opened.</summary>
    internal int KeepName(ReadOnlySpan<byte> name)
    {
        int start = _namesEnd;
        if (_names.Length - start < name.Length) Array.Resize(ref _names, Math.Max(checked(start + name.Length), _names.Length * 2));
        name.CopyTo(_names.AsSpan(start));
        _namesEnd += name.Length;
        return start;
    }

    /// <summary>No more names will come.</summary>
    internal void TrimNames() => Array.Resize(ref _names, _namesEnd);

    internal ReadOnlySpan<byte> NameAt(int start, int length) => _names.AsSpan(start, length);

    /// <summary>Keeps the numbers of an entry that are too large for it, and tells where. Only while the archive is being opened.</summary>
    internal uint KeepLarge(EntryRange range)
    {
        _large.Add(range);
        return (uint)_large.Count - 1;
    }

    internal EntryRange LargeAt(uint index) => _large[(int)index];

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

    /// <summary>A range that lies within the archive as memory, without a copy; empty where the archive is no memory.</summary>
    internal ReadOnlyMemory<byte> MemoryAt(long offset, long count) => content is MappedFileContent map ? map.Memory(offset, count) : default;

    /// <summary>An error about the entry of this name, or about the archive as a whole if there is none.</summary>
    internal ZipException Bad(ReadOnlySpan<byte> entry, string reason, Exception? inner = null) =>
        new(name, entry.IsEmpty ? null : NameEncoding.Decode(entry), reason, inner);
}
