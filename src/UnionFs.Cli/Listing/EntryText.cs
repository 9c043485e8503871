using System.Globalization;

namespace UnionFs.Cli.Listing;

/// <summary>The words and numbers that describe an entry, the same in every listing.</summary>
internal static class EntryText
{
    internal static string Type(NodeKind kind) => kind switch
    {
        NodeKind.File => "file",
        NodeKind.Directory => "dir",
        NodeKind.Symlink => "symlink",
        NodeKind.Fifo => "fifo",
        NodeKind.Socket => "socket",
        NodeKind.CharDevice => "char",
        NodeKind.BlockDevice => "block",
        _ => "whiteout",
    };

    internal static bool IsDevice(NodeKind kind) => kind is NodeKind.CharDevice or NodeKind.BlockDevice;

    /// <summary>Permission bits in octal, four digits.</summary>
    internal static string Mode(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');

    /// <summary>`drwxr-xr-x`, as `ls -l` writes it.</summary>
    internal static string Permissions(NodeKind kind, int mode)
    {
        char type = kind switch
        {
            NodeKind.Directory => 'd',
            NodeKind.Symlink => 'l',
            NodeKind.Fifo => 'p',
            NodeKind.Socket => 's',
            NodeKind.CharDevice => 'c',
            NodeKind.BlockDevice => 'b',
            _ => '-',
        };
        Span<char> text = [type, .. "rwxrwxrwx"];
        for (int bit = 0; bit < 9; bit++)
            if ((mode & (1 << bit)) == 0) text[9 - bit] = '-';
        // Set-user-ID, set-group-ID and sticky share the place of an execute bit: small when that is set too.
        for (int special = 0; special < 3; special++)
        {
            if ((mode & (1 << (9 + special))) == 0) continue;
            ref char place = ref text[9 - special * 3];
            char letter = special == 0 ? 't' : 's';
            place = place == '-' ? char.ToUpperInvariant(letter) : letter;
        }
        return text.ToString();
    }

    /// <summary>Date and time of day in UTC: the output does not depend on where it is made.</summary>
    internal static string Time(UnixTime time, string format = "yyyy-MM-dd HH:mm") =>
        time.ToDateTimeOffset().ToString(format, CultureInfo.InvariantCulture);
}
