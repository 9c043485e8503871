using System.Text;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>A header block as a test wants it: every field may be a lie.</summary>
internal sealed record RawHeader(string Name, char Type = '0')
{
    public byte[]? NameBytes { get; init; }

    public string Mode { get; init; } = "0000644";

    public byte[] Uid { get; init; } = Octal(0, 7);

    public byte[] Gid { get; init; } = Octal(0, 7);

    /// <summary>What the size field says where it is not the length of the data.</summary>
    public long? Size { get; init; }

    public byte[]? SizeField { get; init; }

    public byte[] ModifyTime { get; init; } = Octal(1_700_000_000, 11);

    public string Link { get; init; } = "";

    public string Magic { get; init; } = "ustar\0" + "00";

    public string Prefix { get; init; } = "";

    public string Major { get; init; } = "";

    public string Minor { get; init; } = "";

    /// <summary>Bytes put over the block before the sum is taken.</summary>
    public (int Offset, byte[] Bytes)[] Patches { get; init; } = [];

    public bool WrongSum { get; init; }

    public static byte[] Octal(long value, int digits) => Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(digits, '0') + "\0");

    /// <summary>Base-256, two's complement.</summary>
    public static byte[] Binary(Int128 value, int length)
    {
        var field = new byte[length];
        for (int i = length - 1; i >= 0; i--, value >>= 8) field[i] = (byte)(value & 0xFF);
        field[0] |= 0x80;
        return field;
    }

    public byte[] ToBlock(long dataLength)
    {
        var block = new byte[512];
        void Put(int offset, int length, byte[] bytes) => bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(block.AsSpan(offset));
        void Text(int offset, int length, string text) => Put(offset, length, Encoding.UTF8.GetBytes(text));
        Put(0, 100, NameBytes ?? Encoding.UTF8.GetBytes(Name));
        Text(100, 8, Mode);
        Put(108, 8, Uid);
        Put(116, 8, Gid);
        Put(124, 12, SizeField ?? Octal(Size ?? dataLength, 11));
        Put(136, 12, ModifyTime);
        block[156] = (byte)Type;
        Text(157, 100, Link);
        Text(257, 8, Magic);
        Text(329, 8, Major);
        Text(337, 8, Minor);
        if (Prefix.Length > 0) Text(345, 155, Prefix);
        foreach ((int offset, byte[] bytes) in Patches) bytes.CopyTo(block, offset);
        block.AsSpan(148, 8).Fill((byte)' ');
        int sum = WrongSum ? 1 : 0;
        foreach (byte value in block) sum += value;
        Text(148, 8, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        return block;
    }
}
