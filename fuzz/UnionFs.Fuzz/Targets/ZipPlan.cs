using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace UnionFs.Fuzz.Targets;

/// <summary>
/// Any bytes as an archive whose checksums and offsets are right: random bytes alone would hardly ever be one. A handful of bytes make an
/// entry, of few names, so that entries meet; where the first byte says so some bytes of the archive are then overwritten.
/// </summary>
internal ref struct ZipPlan(ReadOnlySpan<byte> plan)
{
    /// <summary>So many of the names are what ordinary archives have.</summary>
    private const int TameNames = 13;

    private static readonly string[] Names =
    [
        "a", "b", "c/", "c/a", "c/d/e", "c/d/", "d", "./f", "c//b", "link", "\u00E9", "f.txt", "link/x", "w\\x", "C:x", "/abs", "..", "a/../b", ".", "", "c/d/e/f", new string('n', 255), new string('n', 256),
    ];

    private static readonly uint[] Modes = [0x81A4, 0x81A4, 0, 0x81ED, 0x41ED, 0xA1FF, 0x1180, 0xC180, 0x2180, 0x01A4, 0xF000];

    private ReadOnlySpan<byte> _plan = plan;
    private bool _isTame;

    internal byte[] ToArchive()
    {
        int first = Next();
        _isTame = first % 4 != 0;
        var archive = new MemoryStream();
        if (first >= 0xE0) archive.Write("program"u8);
        long origin = (first & 0x10) != 0 ? archive.Length : 0; // offsets count from the program, or from the file
        var central = new MemoryStream();
        int count = 0;
        for (int left = Next() % 12; left > 0 && !_plan.IsEmpty; left--, count++) Entry(archive, central, origin);
        long start = archive.Length;
        central.WriteTo(archive);
        End(archive, count, central.Length, start - origin, (first & 8) != 0);
        byte[] bytes = archive.ToArray();
        while (!_isTame && !_plan.IsEmpty) bytes[(Next() << 8 | Next()) % bytes.Length] = (byte)Next();
        return bytes;
    }

    private int Next()
    {
        if (_plan.IsEmpty) return 0;
        int value = _plan[0];
        _plan = _plan[1..];
        return value;
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = _plan[..Math.Min(count, _plan.Length)].ToArray();
        _plan = _plan[bytes.Length..];
        return bytes;
    }

    private void Entry(MemoryStream archive, MemoryStream central, long origin)
    {
        byte[] name = Encoding.UTF8.GetBytes(Names[Next() % (_isTame ? TameNames : Names.Length)]);
        int form = Next(); // 1: deflated, 2: with a descriptor, 4: made by DOS, 8: Zip64 sizes, 16: UTF-8 is flagged, 32: bytes that inflate to who knows what
        uint mode = Modes[Next() % (_isTame ? 4 : Modes.Length)];
        byte[] data = name is [.., (byte)'/'] ? [] : Data();
        bool isDeflated = (form & 1) != 0, isWide = (form & 8) != 0, isRaw = !_isTame && (form & 33) == 33;
        byte[] packed = isRaw ? data : isDeflated ? Deflate(data) : data;
        long size = isRaw ? Next() : data.Length;
        uint crc = Crc(data);
        byte[] zip64 = isWide ? [1, 0, 16, 0, .. Long(size), .. Long(packed.Length)] : [];
        uint shownSize = isWide ? uint.MaxValue : (uint)size, shownPacked = isWide ? uint.MaxValue : (uint)packed.Length;
        bool isStreamed = (form & 2) != 0;
        ushort flags = (ushort)((isStreamed ? 8 : 0) | ((form & 16) != 0 ? 0x800 : 0));
        byte[] extra = [.. zip64, .. Extra(name)];
        byte[] middle =
        [
            20, 0, .. Short(flags), .. Short(isDeflated ? 8 : 0), 0x21, 0x43, 0x65, 0x57,
            .. Int(crc), .. Int(shownPacked), .. Int(shownSize), .. Short(name.Length), .. Short(extra.Length),
        ];
        byte[] local = [.. middle];
        if (isStreamed && !isWide) local.AsSpan(10, 12).Clear();
        long offset = archive.Length - origin;
        archive.Write([.. "PK\u0003\u0004"u8, .. local, .. name, .. extra, .. packed]);
        if (isStreamed) archive.Write([.. "PK\u0007\u0008"u8, .. Int(crc), .. Int((uint)packed.Length), .. Int((uint)size)]);
        uint attributes = (form & 4) == 0 ? mode << 16 : (uint)(name is [.., (byte)'/'] ? 0x10 : mode & 1);
        central.Write(
        [
            .. "PK\u0001\u0002"u8, 20, (byte)((form & 4) == 0 ? 3 : 0), .. middle,
            .. Short(0), .. Short(0), .. Short(0), .. Int(attributes), .. Int((uint)offset), .. name, .. extra,
        ]);
    }

    /// <summary>Some bytes, perhaps again and again.</summary>
    private byte[] Data()
    {
        int length = Next();
        byte[] some = Bytes(length % 40);
        int times = length < 0xC0 ? 1 : 1 << (length & 15);
        return [.. Enumerable.Repeat(some, Math.Min(times, (64 << 10) / Math.Max(1, some.Length))).SelectMany(bytes => bytes)];
    }

    /// <summary>The fields that readers look at, tame or of any bytes.</summary>
    private byte[] Extra(byte[] name)
    {
        int which = Next() % 8;
        byte[] body = which switch
        {
            1 => [1, .. Int(1_600_000_000)],
            2 => [1, 4, .. Int(1000), 4, .. Int(100)],
            3 => [0, 0, 0, 0, 1, 0, 24, 0, .. Long(130_000_000_000_000_000), .. Long(1), .. Long(-1)],
            4 when !_isTame => [1, .. Int(Crc(name)), .. Bytes(Next() % 8)],
            5 when !_isTame => Bytes(Next() % 20),
            _ => [],
        };
        int id = which switch { 1 => 0x5455, 2 => 0x7875, 3 => 0x000A, 4 => 0x7075, 5 => new[] { 0x5455, 0x7875, 0x000A, 0x7075, 0x0001 }[Next() % 5], _ => 0 };
        return id == 0 ? [] : [.. Short(id), .. Short(body.Length), .. body];
    }

    private static void End(MemoryStream archive, int count, long size, long start, bool isWide)
    {
        long position = archive.Length;
        if (isWide)
        {
            archive.Write([.. "PK\u0006\u0006"u8, .. Long(44), 45, 0, 45, 0, .. Int(0), .. Int(0), .. Long(count), .. Long(count), .. Long(size), .. Long(start)]);
            archive.Write([.. "PK\u0006\u0007"u8, .. Int(0), .. Long(start + size), .. Int(1)]);
        }
        archive.Write([.. "PK\u0005\u0006"u8, .. Short(0), .. Short(0), .. Short(count), .. Short(count), .. Int((uint)size), .. Int(isWide ? uint.MaxValue : (uint)start), .. Short(0)]);
    }

    private static byte[] Deflate(byte[] data)
    {
        var packed = new MemoryStream();
        using (var deflater = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflater.Write(data);
        return packed.ToArray();
    }

    private static uint Crc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
        }
        return ~crc;
    }

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Int(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Long(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
