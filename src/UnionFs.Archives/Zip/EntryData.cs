using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;

namespace UnionFs.Archives;

/// <summary>The two ways to an entry's bytes. Both hold them against the declared size and checksum before anyone sees one.</summary>
internal static class EntryData
{
    /// <summary>Bytes of one piece of an inflated entry: below the large object heap, so that pieces move and die young.</summary>
    internal const int PieceLength = 64 << 10;

    /// <summary>Reads a stored entry through once, keeping nothing, and tells where its bytes start.</summary>
    /// <exception cref="ZipException">The bytes are not what the archive promises.</exception>
    internal static long Verify(ZipSource source, ZipEntry entry)
    {
        using var head = new EntryHead(source, entry);
        Span<byte> buffer = head.Buffer;
        var crc = new Crc32();
        crc.Append(head.Data.Span);
        for (long done = head.Data.Length; done < entry.Size;)
        {
            Span<byte> piece = buffer[..(int)Math.Min(buffer.Length, entry.Size - done)];
            source.Read(head.DataOffset + done, piece, entry.Name);
            crc.Append(piece);
            done += piece.Length;
        }
        CheckCrc(source, entry, crc);
        return head.DataOffset;
    }

    /// <summary>
    /// Inflates an entry: pieces of <see cref="PieceLength"/> bytes, the last one shorter. Memory grows with what comes out,
    /// not with what was declared.
    /// </summary>
    /// <exception cref="ZipException">The bytes are not what the archive promises.</exception>
    internal static byte[][] Inflate(ZipSource source, ZipEntry entry)
    {
        using var head = new EntryHead(source, entry);
        using var inflater = new DeflateStream(new EntryStream(source, entry, head), CompressionMode.Decompress);
        var pieces = new List<byte[]>((int)Math.Min(entry.Size / PieceLength + 1, 16));
        var crc = new Crc32();
        try
        {
            for (long left = entry.Size; left > 0;)
            {
                byte[] piece = GC.AllocateUninitializedArray<byte>((int)Math.Min(left, PieceLength));
                if (inflater.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) < piece.Length) throw source.Bad(entry.Name, "inflates to less than its size");
                crc.Append(piece);
                pieces.Add(piece);
                left -= piece.Length;
            }
            if (inflater.ReadByte() >= 0) throw source.Bad(entry.Name, "inflates to more than its size");
        }
        catch (InvalidDataException e)
        {
            throw source.Bad(entry.Name, "its deflated data is damaged", e);
        }
        CheckCrc(source, entry, crc);
        return [.. pieces];
    }

    private static void CheckCrc(ZipSource source, ZipEntry entry, Crc32 crc)
    {
        uint found = crc.GetCurrentHashAsUInt32();
        if (found != entry.Crc) throw source.Bad(entry.Name, $"its checksum is {found:X8} and should be {entry.Crc:X8}");
    }
}
