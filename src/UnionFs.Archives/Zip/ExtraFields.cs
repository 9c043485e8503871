using System.Buffers.Binary;

namespace UnionFs.Archives;

/// <summary>The extra fields of a record: a list of a 16-bit id, a 16-bit length and as many bytes.</summary>
internal readonly ref struct ExtraFields(ReadOnlySpan<byte> bytes)
{
    internal const ushort Zip64 = 0x0001;
    internal const ushort Ntfs = 0x000a;
    internal const ushort ExtendedTimestamp = 0x5455;
    internal const ushort UnicodePath = 0x7075;
    internal const ushort UnixOwner = 0x7875;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>
    /// The first field with this id, if there is one. Aligners pad with bytes that are no field: a tail that does not parse
    /// ends the list and is no error.
    /// </summary>
    internal bool TryFind(ushort id, out ReadOnlySpan<byte> field)
    {
        for (ReadOnlySpan<byte> rest = _bytes; rest.Length >= 4;)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
            if (length > rest.Length - 4) break;
            field = rest.Slice(4, length);
            if (BinaryPrimitives.ReadUInt16LittleEndian(rest) == id) return true;
            rest = rest[(4 + length)..];
        }
        field = default;
        return false;
    }
}
