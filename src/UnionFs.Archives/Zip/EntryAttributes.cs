using System.Buffers.Binary;

namespace UnionFs.Archives;

/// <summary>What a central record says about its entry besides name and bytes: kind, mode, owner and times.</summary>
internal readonly ref struct EntryAttributes
{
    private const int TypeMask = 0xF000;
    private const int DosReadOnly = 0x01;
    private const int DosDirectory = 0x10;

    /// <summary>Ticks of 100 ns from 1601, where NTFS counts from, to 1970.</summary>
    private const long NtfsEpochTicks = 116_444_736_000_000_000;

    private readonly ExtraFields _extra;
    private readonly uint _dosTime;
    private readonly int _dosAttributes;
    private readonly int _unixMode;

    internal EntryAttributes(ReadOnlySpan<byte> record, ExtraFields extra)
    {
        _extra = extra;
        byte host = record[5];
        uint external = BinaryPrimitives.ReadUInt32LittleEndian(record[38..]);
        _dosTime = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        FromDos = host is 0 or 6 or 10 or 14; // FAT, HPFS, NTFS, VFAT
        _dosAttributes = FromDos ? (int)external : 0;
        _unixMode = host is 3 or 19 ? (int)(external >> 16) : 0; // Unix, Darwin
    }

    /// <summary>Whether the program that wrote the entry ran on DOS, Windows or OS/2.</summary>
    internal bool FromDos { get; }

    /// <summary>
    /// The kind. A name that ends in `/` is a directory whatever the type bits say, unless they say something that is neither
    /// file nor directory: writers fill in a file's mode for directories too.
    /// </summary>
    internal NodeKind Kind(ZipSource source, ReadOnlySpan<byte> name, bool namedDirectory)
    {
        NodeKind kind = (_unixMode & TypeMask) switch
        {
            0 => (_dosAttributes & DosDirectory) != 0 ? NodeKind.Directory : NodeKind.File,
            0x8000 => NodeKind.File,
            0x4000 => NodeKind.Directory,
            0xA000 => NodeKind.Symlink,
            0x1000 => NodeKind.Fifo,
            0xC000 => NodeKind.Socket,
            0x2000 or 0x6000 => throw source.Bad(name, "a device; zip does not say which"),
            _ => throw source.Bad(name, $"a file of unknown type (mode {Convert.ToString(_unixMode, 8)})"),
        };
        if (!namedDirectory || kind == NodeKind.Directory) return kind;
        return kind == NodeKind.File ? NodeKind.Directory : throw source.Bad(name, $"named as a directory, but a {kind}");
    }

    /// <summary>The metadata. The time of change is the time of modification, as are the others where the archive does not have them.</summary>
    internal Metadata ToMetadata(NodeKind kind)
    {
        Metadata metadata = kind switch
        {
            NodeKind.Directory => Metadata.DefaultDirectory,
            NodeKind.Symlink => Metadata.DefaultSymlink,
            _ => Metadata.DefaultFile,
        };
        if (_unixMode != 0) metadata = metadata with { Mode = _unixMode };
        else if (kind == NodeKind.File && (_dosAttributes & DosReadOnly) != 0) metadata = metadata with { Mode = 0x124 }; // 0444
        if (TryReadOwner(out uint uid, out uint gid)) metadata = metadata with { Uid = uid, Gid = gid };
        if (TryReadNtfsTimes(out UnixTime modified, out UnixTime accessed, out UnixTime born))
            return metadata with { ModifyTime = modified, ChangeTime = modified, AccessTime = accessed, BirthTime = born };
        return metadata.At(TryReadTimestamp(out modified) ? modified : DosTime());
    }

    /// <summary>Whole seconds UTC. The central record has the modification alone, whatever its flags announce.</summary>
    private bool TryReadTimestamp(out UnixTime modified)
    {
        modified = default;
        if (!_extra.TryFind(ExtraFields.ExtendedTimestamp, out ReadOnlySpan<byte> field) || field.Length < 5 || (field[0] & 1) == 0) return false;
        modified = new UnixTime(BinaryPrimitives.ReadInt32LittleEndian(field[1..]));
        return true;
    }

    private bool TryReadNtfsTimes(out UnixTime modified, out UnixTime accessed, out UnixTime born)
    {
        modified = accessed = born = default;
        if (!_extra.TryFind(ExtraFields.Ntfs, out ReadOnlySpan<byte> field) || field.Length < 4) return false;
        // After four reserved bytes an attribute list shaped like the extra fields; attribute 1 has the three times.
        if (!new ExtraFields(field[4..]).TryFind(1, out ReadOnlySpan<byte> times) || times.Length < 24) return false;
        modified = NtfsTime(BinaryPrimitives.ReadInt64LittleEndian(times));
        accessed = NtfsTime(BinaryPrimitives.ReadInt64LittleEndian(times[8..]));
        born = NtfsTime(BinaryPrimitives.ReadInt64LittleEndian(times[16..]));
        return true;
    }

    private static UnixTime NtfsTime(long ticks)
    {
        // Floor, so that times before 1970 keep their nanoseconds within the second.
        (long seconds, long rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + TimeSpan.TicksPerSecond);
        return new UnixTime(seconds - NtfsEpochTicks / TimeSpan.TicksPerSecond, (int)rest * 100);
    }

    private bool TryReadOwner(out uint uid, out uint gid)
    {
        uid = gid = 0;
        if (!_extra.TryFind(ExtraFields.UnixOwner, out ReadOnlySpan<byte> field) || field.IsEmpty || field[0] != 1) return false;
        field = field[1..];
        return TryReadNumber(ref field, out uid) && TryReadNumber(ref field, out gid);
    }

    /// <summary>A length byte and as many bytes, low first. Owners of over 32 bits are left at root.</summary>
    private static bool TryReadNumber(ref ReadOnlySpan<byte> field, out uint value)
    {
        value = 0;
        if (field.IsEmpty || field[0] > field.Length - 1) return false;
        ReadOnlySpan<byte> digits = field.Slice(1, field[0]);
        field = field[(1 + digits.Length)..];
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            if (value > uint.MaxValue >> 8) return false;
            value = value << 8 | digits[i];
        }
        return true;
    }

    /// <summary>Local time of an unknown zone, two seconds a step: read as UTC, so that every host sees the same. 1980-01-01 if it is no date.</summary>
    private UnixTime DosTime()
    {
        int date = (int)(_dosTime >> 16), time = (int)(_dosTime & 0xFFFF);
        int year = 1980 + (date >> 9), month = date >> 5 & 15, day = date & 31;
        int hour = time >> 11, minute = time >> 5 & 63, second = (time & 31) * 2;
        bool valid = month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60;
        return UnixTime.From(valid
            ? new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero)
            : new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
