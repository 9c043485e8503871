namespace UnionFs.Archives;

/// <summary>What the name of an entry says: a path in the layer, and whether it is a directory.</summary>
/// <param name="Path">Names joined by `/`, without one in front; empty for the root.</param>
/// <param name="IsDirectory">It ended in a separator.</param>
internal readonly record struct EntryName(string Path, bool IsDirectory)
{
    /// <summary>Bytes in one name, from Linux's NAME_MAX.</summary>
    private const int MaxNameBytes = 255;

    /// <summary>Bytes in a path, from Linux's PATH_MAX less its NUL: no program could open a longer one.</summary>
    private const int MaxPathBytes = 4095;

    /// <summary>
    /// Takes a name apart; null if it will do, else why not. `.` and doubled separators are dropped. A backslash separates only
    /// where a DOS or Windows program wrote the archive and the name has no `/`: elsewhere it is a character like any other.
    /// </summary>
    internal static string? Parse(ReadOnlySpan<byte> name, bool fromDos, out EntryName parsed)
    {
        parsed = default;
        if (name.IsEmpty) return "the name is empty";
        if (name.Contains((byte)0)) return "the name has a NUL";
        if (name.Length > MaxPathBytes) return $"the name is over {MaxPathBytes} bytes";
        if (fromDos && name.Contains((byte)'\\') && !name.Contains((byte)'/'))
        {
            var swapped = new byte[name.Length];
            name.Replace(swapped, (byte)'\\', (byte)'/');
            name = swapped;
        }
        if (name[0] == '/') return "the name is absolute";
        if (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter((char)name[0])) return "the name starts with a drive letter";

        var kept = new byte[name.Length];
        int length = 0;
        ReadOnlySpan<byte> last = default;
        foreach (Range range in name.Split((byte)'/'))
        {
            last = name[range];
            if (last.IsEmpty || last.SequenceEqual("."u8)) continue;
            if (last.SequenceEqual(".."u8)) return "the name has a `..`";
            if (last.Length > MaxNameBytes) return $"a component of the name is over {MaxNameBytes} bytes";
            if (length > 0) kept[length++] = (byte)'/';
            last.CopyTo(kept.AsSpan(length));
            length += last.Length;
        }
        parsed = new EntryName(NameEncoding.Decode(kept.AsSpan(0, length)), last.IsEmpty || last.SequenceEqual("."u8));
        return null;
    }
}
