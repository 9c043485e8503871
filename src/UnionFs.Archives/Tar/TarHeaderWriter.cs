using System.Globalization;
using System.Text;

namespace UnionFs.Archives;

/// <summary>The header blocks of an entry: one, or three and more where a PAX header says what the one cannot.</summary>
internal static class TarHeaderWriter
{
    private const int BlockLength = TarHeader.BlockLength;
    private const int NameLength = 100;
    private const int PrefixLength = 155;

    /// <summary>What seven and eleven octal digits hold.</summary>
    private const long MaxShort = 0x1F_FFFF, MaxLong = 0x1_FFFF_FFFF;

    internal static byte[] Write(TarEntry entry, long size)
    {
        byte[] name = NameOf(entry);
        byte[] link = entry.Kind is TarEntryKind.HardLink or TarEntryKind.Symlink ? Bytes(entry, entry.LinkName) : [];
        (int prefix, bool fits) = Split(name);
        byte[] pax = PaxRecords(entry, size, fits ? null : name, link.Length > NameLength || !Ascii.IsValid(link) ? link : null);
        var output = new MemoryStream();
        if (pax.Length > 0)
        {
            var extended = new byte[BlockLength];
            Fill(extended, PaxName(name), 0, (byte)'x', pax.Length, 0x1A4, 0, 0, default, [], default);
            output.Write(extended);
            output.Write(pax);
            output.Write(new byte[-pax.Length & (BlockLength - 1)]);
        }
        var block = new byte[BlockLength];
        Fill(block, fits ? name : Plain(name), prefix, TypeOf(entry), size, entry.Mode & 0xFFF, entry.Uid, entry.Gid, entry.ModifyTime, Plain(link), entry.Device);
        output.Write(block);
        return output.ToArray();
    }

    private static byte[] NameOf(TarEntry entry)
    {
        byte[] name = Bytes(entry, entry.Name);
        return entry.Kind == TarEntryKind.Directory && name[^1] != '/' ? [.. name, (byte)'/'] : name;
    }

    private static byte[] Bytes(TarEntry entry, string text)
    {
        byte[] bytes = NameEncoding.Encode(text);
        if (bytes.Length == 0 || bytes.Contains((byte)0)) throw new ArgumentException($"A name or target in tar is not empty and has no NUL: '{entry.Name}'.", nameof(entry));
        return bytes;
    }

    private static byte TypeOf(TarEntry entry) => entry.Kind switch
    {
        TarEntryKind.File => (byte)'0',
        TarEntryKind.HardLink => (byte)'1',
        TarEntryKind.Symlink => (byte)'2',
        TarEntryKind.CharDevice => (byte)'3',
        TarEntryKind.BlockDevice => (byte)'4',
        TarEntryKind.Directory => (byte)'5',
        TarEntryKind.Fifo => (byte)'6',
        _ => throw new ArgumentException($"An entry of unknown kind cannot be written: '{entry.Name}'.", nameof(entry)),
    };

    /// <summary>Whether a name fits, and how much of it goes into the prefix field; the slash after it is not stored.</summary>
    private static (int Prefix, bool Fits) Split(ReadOnlySpan<byte> name)
    {
        if (!Ascii.IsValid(name) || name.Length > NameLength + 1 + PrefixLength) return (0, false);
        if (name.Length <= NameLength) return (0, true);
        // The first slash that leaves few enough behind it; a directory's last one is no place to split.
        int from = name.Length - NameLength - 1;
        int slash = name[from..^1].IndexOf((byte)'/');
        int prefix = from + slash;
        return slash >= 0 && prefix is > 0 and <= PrefixLength ? (prefix, true) : (0, false);
    }

    /// <summary>What a reader that knows no PAX gets to see.</summary>
    private static byte[] Plain(ReadOnlySpan<byte> name)
    {
        byte[] plain = name[..Math.Min(name.Length, NameLength)].ToArray();
        foreach (ref byte value in plain.AsSpan())
            if (value >= 0x80) value = (byte)'_';
        return plain;
    }

    private static byte[] PaxName(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> last = name.TrimEnd((byte)'/');
        last = last[(last.LastIndexOf((byte)'/') + 1)..];
        return Plain([.. "PaxHeaders.0/"u8, .. last]);
    }

    /// <summary>Records in the order of their keys.</summary>
    private static byte[] PaxRecords(TarEntry entry, long size, byte[]? name, byte[]? link)
    {
        var records = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (name is not null) records.Add("path", name);
        if (link is not null) records.Add("linkpath", link);
        if (size > MaxLong) records.Add("size", Number(size));
        if (entry.Uid > MaxShort) records.Add("uid", Number(entry.Uid));
        if (entry.Gid > MaxShort) records.Add("gid", Number(entry.Gid));
        if (entry.ModifyTime.Nanoseconds != 0 || entry.ModifyTime.Seconds is < 0 or > MaxLong) records.Add("mtime", Encoding.ASCII.GetBytes(TimeText(entry.ModifyTime)));
        foreach ((string xattr, ReadOnlyMemory<byte> value) in entry.Xattrs)
        {
            if (xattr.AsSpan().ContainsAny('=', '\0')) throw new ArgumentException($"Tar cannot hold the extended attribute '{xattr}' of '{entry.Name}'.", nameof(entry));
            records.Add("SCHILY.xattr." + xattr, value.ToArray());
        }
        var output = new MemoryStream();
        foreach ((string key, byte[] value) in records) WriteRecord(output, NameEncoding.Encode(key), value);
        return output.ToArray();
    }

    /// <summary>The length in front counts its own digits.</summary>
    private static void WriteRecord(MemoryStream output, byte[] key, byte[] value)
    {
        int rest = key.Length + value.Length + 3;
        int length = rest + 1;
        while (length != rest + Number(length).Length) length = rest + Number(length).Length;
        output.Write([.. Number(length), (byte)' ', .. key, (byte)'=']);
        output.Write(value);
        output.WriteByte((byte)'\n');
    }

    private static byte[] Number(long value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));

    private static string TimeText(UnixTime time)
    {
        (Int128 seconds, int nanoseconds) = (time.Seconds, time.Nanoseconds);
        string sign = "";
        if (seconds < 0)
        {
            sign = "-";
            (seconds, nanoseconds) = nanoseconds == 0 ? (-seconds, 0) : (-seconds - 1, 1_000_000_000 - nanoseconds);
        }
        string text = string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds}");
        return nanoseconds == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}.{nanoseconds:D9}").TrimEnd('0');
    }

    private static void Fill(Span<byte> block, ReadOnlySpan<byte> name, int prefix, byte type, long size, int mode, uint uid, uint gid, UnixTime time, ReadOnlySpan<byte> link, DeviceNumber device)
    {
        if (prefix > 0)
        {
            name[..prefix].CopyTo(block[345..]);
            name = name[(prefix + 1)..];
        }
        name.CopyTo(block);
        Octal(block.Slice(100, 8), mode);
        Octal(block.Slice(108, 8), uid > MaxShort ? 0 : uid);
        Octal(block.Slice(116, 8), gid > MaxShort ? 0 : gid);
        Octal(block.Slice(124, 12), size > MaxLong ? 0 : size);
        Octal(block.Slice(136, 12), time.Seconds is < 0 or > MaxLong ? 0 : time.Seconds);
        block[156] = type;
        link.CopyTo(block[157..]);
        "ustar\0"u8.CopyTo(block[257..]);
        "00"u8.CopyTo(block[263..]);
        if (device.Major > MaxShort || device.Minor > MaxShort) throw new ArgumentException($"Tar cannot hold the device number {device}.", nameof(device));
        Octal(block.Slice(329, 8), device.Major);
        Octal(block.Slice(337, 8), device.Minor);

        block.Slice(148, 8).Fill((byte)' ');
        int sum = 0;
        foreach (byte value in block) sum += value;
        Octal(block.Slice(148, 7), sum);
    }

    /// <summary>Digits with zeros in front, and a NUL.</summary>
    private static void Octal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (int i = field.Length - 2; i >= 0; i--, value >>= 3) field[i] = (byte)('0' + (value & 7));
    }
}
