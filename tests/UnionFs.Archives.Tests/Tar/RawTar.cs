using System.Buffers;
using System.Text;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>Tar archives byte by byte, so that a test can write what no program would.</summary>
internal sealed class RawTar
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public RawTar Add(RawHeader header, ReadOnlySpan<byte> data = default)
    {
        _bytes.Write(header.ToBlock(data.Length));
        return Data(data);
    }

    public RawTar File(string name, string text = "") => Add(new RawHeader(name), Encoding.UTF8.GetBytes(text));

    public RawTar Directory(string name, string mode = "0000755") => Add(new RawHeader(name, '5') { Mode = mode });

    public RawTar Symlink(string name, string target) => Add(new RawHeader(name, '2') { Link = target, Mode = "0000777" });

    public RawTar HardLink(string name, string target) => Add(new RawHeader(name, '1') { Link = target });

    /// <summary>A PAX header for the next entry.</summary>
    public RawTar Pax(params (string Key, string Value)[] records) =>
        PaxBytes('x', [.. records.Select(record => (record.Key, Encoding.UTF8.GetBytes(record.Value)))]);

    public RawTar PaxBytes(char type, params (string Key, byte[] Value)[] records)
    {
        var body = new MemoryStream();
        foreach ((string key, byte[] value) in records) body.Write(Record(key, value));
        return Add(new RawHeader("PaxHeaders/entry", type), body.ToArray());
    }

    /// <summary>A GNU long name (`L`) or long link name (`K`).</summary>
    public RawTar Long(char type, string text) =>
        Add(new RawHeader("././@LongLink", type) { Magic = "ustar  \0" }, [.. Encoding.UTF8.GetBytes(text), 0]);

    public RawTar Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>The two zero blocks, and the archive.</summary>
    public byte[] End() => Raw(new byte[1024]).ToArray();

    /// <summary>The archive as far as it was written.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public static byte[] Record(string key, byte[] value)
    {
        byte[] rest = [(byte)' ', .. Encoding.UTF8.GetBytes(key), (byte)'=', .. value, (byte)'\n'];
        int length = rest.Length + 1;
        while (length.ToString(System.Globalization.CultureInfo.InvariantCulture).Length + rest.Length != length) length++;
        return [.. Encoding.ASCII.GetBytes(length.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. rest];
    }

    private RawTar Data(ReadOnlySpan<byte> data)
    {
        _bytes.Write(data);
        _bytes.Write(new byte[(512 - data.Length % 512) % 512]);
        return this;
    }
}
