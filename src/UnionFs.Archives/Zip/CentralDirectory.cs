using System.Buffers.Binary;

namespace UnionFs.Archives;

/// <summary>Where an archive's central directory lies, from the end record and, where there is one, its Zip64 twin.</summary>
/// <param name="Start">Offset of the first record in the source.</param>
/// <param name="Size">Bytes of all records.</param>
/// <param name="Count">Records.</param>
/// <param name="Base">Bytes before the archive proper (a self-extractor's program): what offsets in the archive count from.</param>
internal readonly record struct CentralDirectory(long Start, long Size, long Count, long Base)
{
    private const uint EndSignature = 0x06054b50;
    private const uint LocatorSignature = 0x07064b50;
    private const uint Zip64Signature = 0x06064b50;
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int Zip64Length = 56;

    /// <summary>Finds the directory. One read of at most 64 KiB, two small ones more for Zip64.</summary>
    /// <exception cref="ZipException">There is none, it is spread over several disks, or the records contradict each other.</exception>
    internal static CentralDirectory Find(ZipSource source)
    {
        (long position, byte[] end) = FindEnd(source);
        uint disk = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(4));
        uint directoryDisk = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(6));
        ulong countHere = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(8));
        ulong count = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10));
        ulong size = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12));
        ulong offset = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        if (FindZip64(source, position) is not var (zip64Position, declared, zip64))
            return Make(source, position, disk | directoryDisk, countHere, count, size, offset);

        // A field that is not all ones holds the value itself; two answers to one question are an attack or damage.
        uint disk64 = BinaryPrimitives.ReadUInt32LittleEndian(zip64.AsSpan(16));
        uint directoryDisk64 = BinaryPrimitives.ReadUInt32LittleEndian(zip64.AsSpan(20));
        ulong countHere64 = BinaryPrimitives.ReadUInt64LittleEndian(zip64.AsSpan(24));
        ulong count64 = BinaryPrimitives.ReadUInt64LittleEndian(zip64.AsSpan(32));
        ulong size64 = BinaryPrimitives.ReadUInt64LittleEndian(zip64.AsSpan(40));
        ulong offset64 = BinaryPrimitives.ReadUInt64LittleEndian(zip64.AsSpan(48));
        bool agree = Agree(disk, disk64, ushort.MaxValue) && Agree(directoryDisk, directoryDisk64, ushort.MaxValue)
            && Agree(countHere, countHere64, ushort.MaxValue) && Agree(count, count64, ushort.MaxValue)
            && Agree(size, size64, uint.MaxValue) && Agree(offset, offset64, uint.MaxValue);
        if (!agree) throw source.Bad(default, "the end record and the Zip64 end record disagree");
        CentralDirectory directory = Make(source, zip64Position, disk64 | directoryDisk64, countHere64, count64, size64, offset64);
        if (declared != (ulong)(zip64Position - directory.Base)) throw source.Bad(default, "the Zip64 end record is not where its locator says");
        return directory;
    }

    private static bool Agree(ulong narrow, ulong wide, ulong unknown) => narrow == unknown || narrow == wide;

    /// <summary>
    /// The last end record whose comment reaches to the end exactly. Bytes after the comment are not tolerated: they make it
    /// a matter of taste which of two end records counts.
    /// </summary>
    private static (long Position, byte[] Record) FindEnd(ZipSource source)
    {
        if (source.Length < EndLength) throw source.Bad(default, "too short to be a zip archive");
        var tail = new byte[Math.Min(source.Length, EndLength + ushort.MaxValue)];
        source.Read(source.Length - tail.Length, tail, default);
        for (int i = tail.Length - EndLength; i >= 0; i--)
        {
            ReadOnlySpan<byte> at = tail.AsSpan(i);
            if (BinaryPrimitives.ReadUInt32LittleEndian(at) != EndSignature) continue;
            if (BinaryPrimitives.ReadUInt16LittleEndian(at[20..]) != at.Length - EndLength) continue;
            return (source.Length - tail.Length + i, tail[i..(i + EndLength)]);
        }
        throw source.Bad(default, "no end record: not a zip archive, or cut off");
    }

    private static (long Position, ulong Declared, byte[] Record)? FindZip64(ZipSource source, long end)
    {
        long locatorPosition = end - LocatorLength;
        if (locatorPosition < 0) return null;
        Span<byte> locator = stackalloc byte[LocatorLength];
        source.Read(locatorPosition, locator, default);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LocatorSignature) return null;
        uint disk = BinaryPrimitives.ReadUInt32LittleEndian(locator[4..]);
        ulong declared = BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]);
        if (disk != 0 || BinaryPrimitives.ReadUInt32LittleEndian(locator[16..]) > 1) throw source.Bad(default, "spread over several disks");

        // As declared; or, behind a program that nobody told the offsets, right before the locator (without extensible data).
        var record = new byte[Zip64Length];
        foreach (long position in (ReadOnlySpan<long>)[declared <= (ulong)source.Length ? (long)declared : -1, locatorPosition - Zip64Length])
        {
            if (position < 0 || position > locatorPosition - Zip64Length) continue;
            source.Read(position, record, default);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) != Zip64Signature) continue;
            if (BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(4)) == (ulong)(locatorPosition - position - 12)) return (position, declared, record);
        }
        throw source.Bad(default, "a Zip64 locator, but no Zip64 end record");
    }

    private static CentralDirectory Make(ZipSource source, long end, uint disks, ulong countHere, ulong count, ulong size, ulong offset)
    {
        if (disks != 0 || countHere != count) throw source.Bad(default, "spread over several disks");
        if (size > (ulong)end || offset > (ulong)end - size) throw source.Bad(default, "the central directory lies outside the archive: cut off, or damaged");
        if (count > size / CentralRecord.FixedLength) throw source.Bad(default, $"the central directory is too short for its {count} entries");
        long start = end - (long)size;
        return new CentralDirectory(start, (long)size, (long)count, start - (long)offset);
    }
}
