using System.Buffers.Binary;

namespace UnionFs.Archives;

/// <summary>
/// The header in front of an entry's data. It says again what the central directory says; where the two differ some programs
/// believe one and some the other, so such an entry is not read at all.
/// </summary>
internal static class LocalHeader
{
    private const uint Signature = 0x04034b50;

    /// <summary>Checks the header, which has been read up to the end of the name, and tells where the data starts. Reads once more for a header with Zip64 sizes.</summary>
    /// <exception cref="ZipException">The header is not there, differs from the directory, or the data runs into the next entry.</exception>
    internal static long Check(ZipSource source, ZipEntry entry, ReadOnlySpan<byte> header)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Signature) throw source.Bad(entry.Name, "no local header where the directory says");
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        long data = entry.HeaderOffset + header.Length + extraLength;
        bool sameName = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) == entry.Name.Length
            && header[ZipEntry.LocalHeaderLength..].SequenceEqual(entry.Name);
        if (!sameName) throw Differs(source, entry, "name");
        if (data + entry.PackedSize > entry.Limit) throw source.Bad(entry.Name, "its data runs into what follows");
        CheckFields(source, entry, header, extraLength);
        return data;
    }

    private static void CheckFields(ZipSource source, ZipEntry entry, ReadOnlySpan<byte> header, int extraLength)
    {
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        if ((flags & (ZipEntry.EncryptedFlags | ZipEntry.PatchFlag)) != 0) throw Differs(source, entry, "flags");
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != entry.Method) throw Differs(source, entry, "compression method");
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(header[14..]);
        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(header[22..]);
        byte[] extra = [];
        if (size == uint.MaxValue || packed == uint.MaxValue)
        {
            extra = new byte[extraLength];
            source.Read(entry.HeaderOffset + header.Length, extra, entry.Name);
        }
        Zip64Sizes sizes = Zip64Sizes.FromLocal(source, entry.Name, size, packed, new ExtraFields(extra));

        // With a descriptor a writer that streams leaves zeros here; one that seeks back fills in the truth.
        bool mayBeZero = (flags & ZipEntry.DescriptorFlag) != 0;
        if (!(crc == entry.Crc || mayBeZero && crc == 0)) throw Differs(source, entry, "checksum");
        if (!(sizes.PackedSize == entry.PackedSize || mayBeZero && sizes.PackedSize == 0)) throw Differs(source, entry, "packed size");
        if (!(sizes.Size == entry.Size || mayBeZero && sizes.Size == 0)) throw Differs(source, entry, "size");
    }

    private static ZipException Differs(ZipSource source, ZipEntry entry, string what) =>
        source.Bad(entry.Name, $"its local header has another {what} than the central directory");
}
