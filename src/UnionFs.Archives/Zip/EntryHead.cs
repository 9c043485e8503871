using System.Buffers;

namespace UnionFs.Archives;

/// <summary>The start of an entry, read in one go: the local header, checked, and of a small entry all of its data.</summary>
internal readonly struct EntryHead : IDisposable
{
    /// <summary>Most writers leave no more extra fields in a local header.</summary>
    private const int UsualExtra = 64;

    private readonly byte[] _rented;

    /// <exception cref="ZipException">The header is not there, differs from the directory, or the data runs into the next entry.</exception>
    internal EntryHead(ZipSource source, ZipEntry entry)
    {
        int header = ZipEntry.LocalHeaderLength + entry.Name.Length;
        int wanted = (int)Math.Min(Math.Min(entry.MinEnd + UsualExtra, entry.Limit) - entry.HeaderOffset, Math.Max(EntryData.PieceLength, header));
        _rented = ArrayPool<byte>.Shared.Rent(wanted);
        try
        {
            source.Read(entry.HeaderOffset, _rented.AsSpan(0, wanted), entry.Name);
            DataOffset = LocalHeader.Check(source, entry, _rented.AsSpan(0, header));
            int start = (int)Math.Min(DataOffset - entry.HeaderOffset, wanted);
            Data = _rented.AsMemory(start, (int)Math.Min(wanted - start, entry.PackedSize));
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(_rented);
            throw;
        }
    }

    /// <summary>Where the data starts in the source.</summary>
    internal long DataOffset { get; }

    /// <summary>The first bytes of the data, as they are in the archive.</summary>
    internal ReadOnlyMemory<byte> Data { get; }

    /// <summary>All of the memory, once <see cref="Data"/> has been seen.</summary>
    internal Span<byte> Buffer => _rented;

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
