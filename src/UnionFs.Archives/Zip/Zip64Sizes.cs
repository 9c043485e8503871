using System.Buffers.Binary;

namespace UnionFs.Archives;

/// <summary>The numbers of a record that Zip64 moves to an extra field when they do not fit: each only where its own field is all ones.</summary>
internal readonly record struct Zip64Sizes(long Size, long PackedSize, long Offset, uint Disk)
{
    internal static Zip64Sizes FromCentral(ZipSource source, ReadOnlySpan<byte> name, ReadOnlySpan<byte> record, ExtraFields extra)
    {
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(record[20..]);
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
        uint disk = BinaryPrimitives.ReadUInt16LittleEndian(record[34..]);
        extra.TryFind(ExtraFields.Zip64, out ReadOnlySpan<byte> field);
        return new Zip64Sizes(
            Wide(source, name, size, ref field),
            Wide(source, name, packed, ref field),
            Wide(source, name, offset, ref field),
            disk == ushort.MaxValue && field.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(field) : disk);
    }

    internal static Zip64Sizes FromLocal(ZipSource source, ReadOnlySpan<byte> name, uint size, uint packed, ExtraFields extra)
    {
        extra.TryFind(ExtraFields.Zip64, out ReadOnlySpan<byte> field);
        return new Zip64Sizes(Wide(source, name, size, ref field), Wide(source, name, packed, ref field), 0, 0);
    }

    private static long Wide(ZipSource source, ReadOnlySpan<byte> name, uint narrow, ref ReadOnlySpan<byte> field)
    {
        if (narrow != uint.MaxValue) return narrow;
        if (field.Length < 8) throw source.Bad(name, "its Zip64 sizes are missing");
        long value = BinaryPrimitives.ReadInt64LittleEndian(field);
        if (value < 0) throw source.Bad(name, "a Zip64 size is over 2^63 - 1");
        field = field[8..];
        return value;
    }
}
