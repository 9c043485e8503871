using System.Globalization;
using System.Text;

namespace UnionFs.Fuzz.Targets;

/// <summary>
/// Any bytes as an archive with valid checksums: random bytes alone would never get past the first. A handful of bytes make an entry, of
/// few names, so that entries meet; some bytes go into headers as they are.
/// </summary>
internal ref struct TarPlan(ReadOnlySpan<byte> plan)
{
    private const string Types = "0000125555346xLK0000012525346xxxgLKS7VZ";

    /// <summary>So many of the types, and of the names, are what ordinary archives have.</summary>
    private const int TameTypes = 16, TameNames = 15, TameRecords = 7;

    private static readonly string[] Names =
    [
        "a", "b", "c/b", "c/d/e", "d", "./f", "link", "/abs", "c//b", ".wh.a", "c/.wh.b", "c/.wh..wh..opq", "\u00E9", "link/x", "c/",
        ".wh..wh..opq", ".wh.", ".wh..wh.plnk", "..", "a/../b", ".", "c/.wh.b/c", new string('n', 100), "",
    ];

    private static readonly string[] Records =
    [
        "path=", "linkpath=", "size=", "uid=", "mtime=", "SCHILY.xattr.user.", "LIBARCHIVE.xattr.user.", "GNU.sparse.major=", "GNU.sparse.minor=", "GNU.sparse.realsize=",
        "GNU.sparse.map=", "GNU.sparse.size=", "GNU.sparse.offset=", "GNU.sparse.numbytes=", "GNU.sparse.name=", "comment=",
    ];

    private ReadOnlySpan<byte> _plan = plan;

    /// <summary>Whether all is as a program would write it, so that most of the plans are archives that can be read.</summary>
    private bool _isTame;

    internal byte[] ToArchive()
    {
        _isTame = Next() % 4 != 0;
        var archive = new MemoryStream();
        for (int left = _isTame ? Next() % 24 : int.MaxValue; left > 0 && !_plan.IsEmpty; left--) Entry(archive);
        return archive.ToArray();
    }

    private int Next() => Next(out byte value) ? value : 0;

    private bool Next(out byte value)
    {
        bool more = !_plan.IsEmpty;
        value = more ? _plan[0] : (byte)0;
        if (more) _plan = _plan[1..];
        return more;
    }

    private ReadOnlySpan<byte> Bytes(int count)
    {
        ReadOnlySpan<byte> bytes = _plan[..Math.Min(count, _plan.Length)];
        _plan = _plan[bytes.Length..];
        return bytes;
    }

    private void Entry(MemoryStream archive)
    {
        int first = Next();
        if (first == 0xFF && !_isTame)
        {
            archive.Write(new byte[512]);
            return;
        }
        char type = Types[first % (_isTame ? TameTypes : Types.Length)];
        byte[] data = type switch
        {
            'x' or 'g' => Pax(),
            'L' or 'K' => Encoding.UTF8.GetBytes(Name() + "\0"),
            >= '1' and <= '6' when _isTame => [], // a reader takes no data there, and would read it as headers
            _ => Bytes(Next() % 40).ToArray(),
        };
        var block = new byte[512];
        Encoding.UTF8.GetBytes(Name()).AsSpan().CopyTo(block);
        "0000644\00000001\00000002\0"u8.CopyTo(block.AsSpan(100));
        Encoding.ASCII.GetBytes(Convert.ToString(data.Length, 8).PadLeft(11, '0')).CopyTo(block, 124);
        "14000000000\0"u8.CopyTo(block.AsSpan(136));
        block[156] = (byte)type;
        Encoding.UTF8.GetBytes(Name()).AsSpan().CopyTo(block.AsSpan(157));
        "ustar\000"u8.CopyTo(block.AsSpan(257));
        for (int lies = _isTame ? 0 : Next() & 3; lies > 0; lies--)
        {
            int offset = 100 + (Next() | (Next() & 1) << 8);
            Bytes(Next() % 13).CopyTo(block.AsSpan(Math.Min(offset, 499)));
        }
        block.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(value => value), 8).PadLeft(6, '0') + "\0").CopyTo(block, 148);
        archive.Write(block);
        archive.Write(data);
        archive.Write(new byte[-data.Length & 511]);
    }

    private string Name() => Names[Next() % (_isTame ? TameNames : Names.Length)];

    private byte[] Pax()
    {
        var body = new MemoryStream();
        for (int count = Next() % 6; count > 0; count--)
        {
            string key = Records[Next() % (_isTame ? TameRecords : Records.Length)];
            int kind = !_isTame ? Next() % 3 : key is "path=" or "linkpath=" ? 1 : key is "uid=" or "mtime=" ? 0 : 2;
            if (_isTame && key is "size=" or "LIBARCHIVE.xattr.user.") continue;
            if (_isTame && kind == 2) key += "x=";
            byte[] value = kind switch
            {
                0 => Encoding.ASCII.GetBytes(Next().ToString(CultureInfo.InvariantCulture)),
                1 => Encoding.UTF8.GetBytes(Name()),
                _ => Bytes(Next() % 24).ToArray(),
            };
            byte[] rest = [(byte)' ', .. Encoding.ASCII.GetBytes(key), .. value, (byte)'\n'];
            int length = rest.Length + (rest.Length < 9 ? 1 : 2);
            body.Write([.. Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)), .. rest]);
        }
        return body.ToArray();
    }
}
