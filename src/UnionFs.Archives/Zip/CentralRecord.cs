using System.Buffers.Binary;
using System.IO.Hashing;

namespace UnionFs.Archives;

/// <summary>One record of the central directory, checked as far as it can be on its own.</summary>
internal sealed class CentralRecord
{
    internal const int FixedLength = 46;

    private const uint Signature = 0x02014b50;

    internal required ZipEntry Entry { get; init; }

    /// <summary>Names joined by `/`; empty for the root.</summary>
    internal required string Path { get; init; }

    internal required NodeKind Kind { get; init; }

    internal required Metadata Metadata { get; init; }

    /// <summary>Bytes of the record that starts with these <see cref="FixedLength"/> bytes.</summary>
    internal static int LengthOf(ZipSource source, ReadOnlySpan<byte> record)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != Signature) throw source.Bad(default, "a record of the central directory has no signature");
        return FixedLength + NameLength(record) + ExtraLength(record) + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]);
    }

    /// <summary>Reads a whole record.</summary>
    /// <exception cref="ZipException">The entry cannot be had, or must not be.</exception>
    internal static CentralRecord Parse(ZipSource source, in CentralDirectory directory, ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> name = record.Slice(FixedLength, NameLength(record));
        var extra = new ExtraFields(record.Slice(FixedLength + name.Length, ExtraLength(record)));
        var attributes = new EntryAttributes(record, extra);
        string? problem = EntryName.Parse(EffectiveName(name, extra), attributes.FromDos, out EntryName parsed);
        // An empty name cannot be quoted; the place must do.
        if (problem is not null) throw name.Length > 0 ? source.Bad(name, problem) : source.Bad(default, "an entry has an empty name");

        ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
        if ((flags & ZipEntry.EncryptedFlags) != 0) throw source.Bad(name, "encrypted");
        if ((flags & ZipEntry.PatchFlag) != 0) throw source.Bad(name, "a patch to another file");
        ushort method = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        if (method is not (CompressionMethod.Stored or CompressionMethod.Deflated))
            throw source.Bad(name, $"unsupported compression method ({CompressionMethod.Describe(method)})");

        var sizes = Zip64Sizes.FromCentral(source, name, record, extra);
        if (sizes.Disk != 0) throw source.Bad(name, "on another disk");
        if (sizes.Offset > directory.Start - directory.Base) throw source.Bad(name, "its data lies outside the archive");
        var entry = new ZipEntry(source, name, method, BinaryPrimitives.ReadUInt32LittleEndian(record[16..]), new EntryRange(directory.Base + sizes.Offset, sizes.PackedSize, sizes.Size));
        if (entry.PackedSize > directory.Start - entry.HeaderOffset) throw source.Bad(name, "its data lies outside the archive");
        if (method == CompressionMethod.Stored && entry.Size != entry.PackedSize) throw source.Bad(name, "stored, but of two different sizes");
        if (entry.Size == 0 && entry.Crc != 0) throw source.Bad(name, "empty, but with a checksum");

        NodeKind kind = attributes.Kind(source, name, parsed.IsDirectory);
        if (kind is not (NodeKind.File or NodeKind.Symlink) && entry.Size != 0) throw source.Bad(name, $"a {kind} with content");
        return new CentralRecord { Entry = entry, Path = parsed.Path, Kind = kind, Metadata = attributes.ToMetadata(kind) };
    }

    /// <summary>Info-ZIP's UTF-8 name where it is about this very name (its checksum says so), else the name.</summary>
    private static ReadOnlySpan<byte> EffectiveName(ReadOnlySpan<byte> name, ExtraFields extra)
    {
        if (!extra.TryFind(ExtraFields.UnicodePath, out ReadOnlySpan<byte> field) || field.Length < 5 || field[0] != 1) return name;
        return BinaryPrimitives.ReadUInt32LittleEndian(field[1..]) == Crc32.HashToUInt32(name) ? field[5..] : name;
    }

    private static int NameLength(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt16LittleEndian(record[28..]);

    private static int ExtraLength(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt16LittleEndian(record[30..]);
}
