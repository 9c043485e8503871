using System.Buffers.Binary;
using System.IO.Hashing;

namespace UnionFs.Archives;

/// <summary>
/// Goes from block to block of a rar archive up to its end mark. SharpCompress takes an archive that was cut off, or whose next header is damaged, for one
/// that ends there; half a pack would be taken for a whole one. Nothing is read but headers, and each is held against its checksum.
/// </summary>
/// <remarks>
/// Layouts: `technote.txt` for versions 1.5 to 4, "RAR 5.0 archive format" for 5. Programs before version 3 wrote no end mark: an archive of theirs
/// that was cut off exactly between two files cannot be told from a whole one.
/// </remarks>
internal static class RarBlocks
{
    private const int LongestHeader5 = 2 << 20; // what three bytes of size can say

    /// <exception cref="ArchiveException">The archive ends too early, or a header is damaged.</exception>
    internal static void Check(Content archive, string name)
    {
        Span<byte> start = stackalloc byte[8];
        archive.Read(0, start);
        string? fault = start.StartsWith("Rar!\x1A\x07\x01\0"u8) ? FaultOf5(archive, 8) : FaultOf4(archive, 7);
        if (fault is not null) throw new ArchiveException(name, null, fault);
    }

    private static string? FaultOf4(Content archive, long offset)
    {
        const int baseLength = 7, sizeFlag = 0x8000, largeFlag = 0x100, encryptedFlag = 0x80;
        const byte main = 0x73, file = 0x74, comment = 0x75, service = 0x7A, end = 0x7B;
        if (offset == archive.Length) return TooEarly;
        while (offset < archive.Length)
        {
            byte[] head = Read(archive, offset, baseLength);
            if (head.Length < baseLength) return TooEarly;
            byte type = head[2];
            int flags = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(3)), length = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(5));
            if (length < baseLength) return Damaged(offset);
            byte[] header = Read(archive, offset, length);
            if (header.Length < length) return TooEarly;
            // The text of a comment follows its header, which has a checksum of that as its last two bytes.
            int summed = type == comment ? Math.Min(length, 13) : length;
            if ((ushort)Crc32.HashToUInt32(header.AsSpan(2, summed - 2)) != BinaryPrimitives.ReadUInt16LittleEndian(header)) return Damaged(offset);
            if (type == end) return null;
            // All that follows is encrypted, and refused by who reads it.
            if (type == main && (flags & encryptedFlag) != 0) return null;
            long data = 0;
            if ((flags & sizeFlag) != 0)
            {
                if (length < baseLength + 4) return Damaged(offset);
                data = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(baseLength));
                if (type is file or service && (flags & largeFlag) != 0)
                {
                    if (length < 36) return Damaged(offset);
                    data |= (long)BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(32)) << 32;
                }
            }
            if (data < 0 || data > archive.Length - offset - length) return TooEarly;
            offset += length + data;
        }
        return null;
    }

    private static string? FaultOf5(Content archive, long offset)
    {
        const ulong encryption = 4, end = 5, extraFlag = 1, dataFlag = 2;
        while (true)
        {
            // A checksum, and the size of what follows the size.
            byte[] head = Read(archive, offset, 4 + 3);
            if (head.Length < 5) return TooEarly;
            ReadOnlySpan<byte> rest = head.AsSpan(4);
            if (!TryNumber(ref rest, out ulong size)) return Damaged(offset);
            if (size is 0 or > LongestHeader5) return Damaged(offset);
            int length = head.Length - rest.Length + (int)size;
            byte[] header = Read(archive, offset, length);
            if (header.Length < length) return TooEarly;
            if (Crc32.HashToUInt32(header.AsSpan(4)) != BinaryPrimitives.ReadUInt32LittleEndian(header)) return Damaged(offset);
            rest = header.AsSpan(length - (int)size);
            ulong data = 0;
            if (!TryNumber(ref rest, out ulong type) || !TryNumber(ref rest, out ulong flags)
                || (flags & extraFlag) != 0 && !TryNumber(ref rest, out _)
                || (flags & dataFlag) != 0 && !TryNumber(ref rest, out data)) return Damaged(offset);
            // All that follows is encrypted, and refused by who reads it.
            if (type is end or encryption) return null;
            if (data > (ulong)(archive.Length - offset - length)) return TooEarly;
            offset += length + (long)data;
        }
    }

    private const string TooEarly = "the archive ends too early";

    private static string Damaged(long offset) => FormattableString.Invariant($"it is damaged: the header at {offset} is none");

    /// <summary>So many bytes, or what is left of the archive.</summary>
    private static byte[] Read(Content archive, long offset, int most)
    {
        var bytes = new byte[most];
        return bytes[..archive.Read(offset, bytes)];
    }

    /// <summary>Seven bits a byte, low ones first.</summary>
    private static bool TryNumber(ref ReadOnlySpan<byte> from, out ulong number)
    {
        number = 0;
        for (int i = 0; i < Math.Min(10, from.Length); i++)
        {
            number |= (ulong)(from[i] & 0x7F) << (7 * i);
            if ((from[i] & 0x80) != 0) continue;
            from = from[(i + 1)..];
            return true;
        }
        return false;
    }
}
