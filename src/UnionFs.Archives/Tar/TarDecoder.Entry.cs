namespace UnionFs.Archives;

internal sealed partial class TarDecoder
{
    /// <summary>The last PAX header's name wins over the GNU long name, that over the header's.</summary>
    private byte[] NameOf(TarHeader header)
    {
        if ((_pax?.Sparse?.Name ?? _pax?.Path ?? _longName) is { } name) return name;
        return header.Prefix.IsEmpty ? header.Name.ToArray() : [.. header.Prefix, (byte)'/', .. header.Name];
    }

    /// <summary>The entry of a header whose extensions and maps are complete; goes on behind its data.</summary>
    private TarEntry Complete(TarHeader header)
    {
        byte[] name = NameOf(header);
        CheckPath(name, name, "its name");
        if (++_entries > limits.MaxEntries) throw Bad(name, $"with it there are over {limits.MaxEntries} entries, the limit");
        TarEntryKind kind = KindOf(header.Type, name);
        byte[] link = _pax?.LinkPath ?? _longLink ?? header.LinkName.ToArray();
        if (kind == TarEntryKind.HardLink) CheckPath(link, name, "the name that it links to");
        else if (kind == TarEntryKind.Symlink && link.Length > limits.MaxPathBytes) throw Bad(name, $"its target is {link.Length} bytes, the limit is {limits.MaxPathBytes}");

        (long size, long packed, TarExtent[]? extents) = SizesOf(header, name);
        XattrSet xattrs = XattrSet.Empty;
        if (_pax is not null) xattrs = _pax.Xattrs(out string? problem) ?? throw Bad(name, problem!);
        var entry = new TarEntry
        {
            Name = NameEncoding.Decode(name),
            Kind = kind,
            Type = (char)header.Type,
            Mode = (int)Number(header.ModeField, null, name, "mode") & 0xFFF,
            Uid = Id(header.UidField, _pax?.Uid, name, "owner"),
            Gid = Id(header.GidField, _pax?.Gid, name, "group"),
            ModifyTime = _pax?.ModifyTime ?? new UnixTime(Number(header.ModifyTimeField, null, name, "time")),
            LinkName = kind is TarEntryKind.HardLink or TarEntryKind.Symlink ? NameEncoding.Decode(link) : "",
            Device = kind is TarEntryKind.CharDevice or TarEntryKind.BlockDevice && header.HasMagic
                ? new DeviceNumber(Id(header.MajorField, null, name, "device number"), Id(header.MinorField, null, name, "device number")) : default,
            Xattrs = xattrs,
            Size = size,
            Extents = extents,
            PackedSize = packed,
            HeaderOffset = _start,
            DataOffset = Position,
        };
        if (packed > long.MaxValue - BlockLength - Position) throw Bad(name, $"its size, {packed}, is more than any file could have");
        ForgetExtensions();
        _lastPadding = (int)(Padded(packed) - packed);
        Position += Padded(packed);
        _last = entry;
        return entry;
    }

    private static TarEntryKind KindOf(byte type, byte[] name) => type switch
    {
        (byte)'0' or 0 or (byte)'7' => name[^1] == '/' ? TarEntryKind.Directory : TarEntryKind.File,
        (byte)'1' => TarEntryKind.HardLink,
        (byte)'2' => TarEntryKind.Symlink,
        (byte)'3' => TarEntryKind.CharDevice,
        (byte)'4' => TarEntryKind.BlockDevice,
        (byte)'5' => TarEntryKind.Directory,
        (byte)'6' => TarEntryKind.Fifo,
        (byte)'S' => TarEntryKind.File,
        _ => TarEntryKind.Unknown,
    };

    /// <summary>
    /// Bytes of the file, bytes of it in the archive from here on, and the ranges if it is sparse. Links, devices and directories
    /// have no data whatever their size says: some writers put a hard-linked file's there.
    /// </summary>
    private (long Size, long Packed, TarExtent[]? Extents) SizesOf(TarHeader header, byte[] name)
    {
        if (header.Type is >= (byte)'1' and <= (byte)'6') return (0, 0, null);
        long packed = Number(header.SizeField, _pax?.Size, name, "size");
        if (packed < 0) throw Bad(name, $"its size is negative: {packed}");
        PaxSparse? sparse = header.Type is (byte)'0' or 0 ? _pax?.Sparse : null;
        if (sparse is null && header.Type != 'S') return (Charged(packed, name), packed, null);

        if (sparse is not null && !sparse.IsKnown) throw Bad(name, $"a sparse file of the unknown version {sparse.Major}.{sparse.Minor}");
        // The map of version 1.0 was the first part of the data.
        packed -= _mapBytes;
        if (packed < 0) throw Bad(name, "its sparse map is longer than its data");
        long size = sparse is null ? Number(header.SparseRealSizeField, null, name, "real size")
            : sparse.RealSize ?? throw Bad(name, "a sparse file without its real size");
        if (size < 0) throw Bad(name, $"its size is negative: {size}");
        List<TarExtent> extents = sparse is { HasMapInData: false } ? sparse.Extents : _extents;
        TarExtent[] map = SparseMap.Check(extents, size, packed, out string? problem) ?? throw Bad(name, problem!);
        return (Charged(size, name), packed, map);
    }

    private long Charged(long size, byte[] name)
    {
        if (size > limits.MaxEntryBytes) throw Bad(name, $"{size} bytes, the limit for one file is {limits.MaxEntryBytes}");
        if (size > limits.MaxTotalBytes - _totalBytes) throw Bad(name, $"with it the files have over {limits.MaxTotalBytes} bytes, the limit for all");
        _totalBytes += size;
        return size;
    }

    private long Number(ReadOnlySpan<byte> field, long? pax, byte[] name, string what)
    {
        if (pax is { } known) return known;
        return TarNumber.TryParse(field, out long value) ? value : throw Bad(name, $"its {what} is no number");
    }

    private uint Id(ReadOnlySpan<byte> field, long? pax, byte[] name, string what)
    {
        long value = Number(field, pax, name, what);
        return value is >= 0 and <= uint.MaxValue ? (uint)value : throw Bad(name, $"its {what}, {value}, is not between 0 and {uint.MaxValue}");
    }

    private void CheckPath(ReadOnlySpan<byte> path, byte[] name, string what)
    {
        if (path.IsEmpty) throw Bad(name.Length > 0 ? name : null, $"{what} is empty");
        if (path.Length > limits.MaxPathBytes) throw Bad(name, $"{what} is {path.Length} bytes, the limit is {limits.MaxPathBytes}");
        foreach (Range range in path.Split((byte)'/'))
        {
            (int _, int length) = range.GetOffsetAndLength(path.Length);
            if (length > limits.MaxComponentBytes) throw Bad(name, $"a component of {what} is {length} bytes, the limit is {limits.MaxComponentBytes}");
        }
    }
}
