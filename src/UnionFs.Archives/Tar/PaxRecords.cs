using System.Globalization;

namespace UnionFs.Archives;

/// <summary>
/// What one PAX header says. Records are `length key=value\n`, taken by length: a value may hold any byte. The last of two records
/// of one key counts, and an empty value takes a key back, but for extended attributes, where empty is a value.
/// </summary>
internal sealed class PaxRecords
{
    private const string XattrPrefix = "SCHILY.xattr.";
    private const string EncodedXattrPrefix = "LIBARCHIVE.xattr.";

    private readonly Dictionary<string, byte[]> _xattrs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _encodedXattrs = new(StringComparer.Ordinal);

    internal byte[]? Path { get; private set; }

    internal byte[]? LinkPath { get; private set; }

    internal long? Size { get; private set; }

    internal long? Uid { get; private set; }

    internal long? Gid { get; private set; }

    internal UnixTime? ModifyTime { get; private set; }

    internal PaxSparse? Sparse { get; private set; }

    /// <summary>Reads a header; null and the reason if it is none.</summary>
    internal static PaxRecords? Parse(ReadOnlySpan<byte> bytes, out string? problem)
    {
        var records = new PaxRecords();
        problem = null;
        while (!bytes.IsEmpty && problem is null)
        {
            if (!TrySplit(ref bytes, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)) problem = "a PAX record is malformed";
            else problem = records.Take(NameEncoding.Decode(key), value);
        }
        return problem is null ? records : null;
    }

    /// <summary>The extended attributes; null and the reason if one cannot be had.</summary>
    internal XattrSet? Xattrs(out string? problem)
    {
        XattrSet set = XattrSet.Empty;
        problem = null;
        foreach ((string key, byte[] value) in _encodedXattrs)
        {
            if (!TryDecodePercent(key, out string name) || !TryDecodeBase64(value, out byte[] bytes))
            {
                problem = $"the extended attribute '{key}' is not encoded as libarchive does it";
                return null;
            }
            set = set.With(name, bytes);
        }
        foreach ((string name, byte[] value) in _xattrs) set = set.With(name, value);
        return set;
    }

    private static bool TrySplit(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = value = default;
        int space = bytes.IndexOf((byte)' ');
        // A header is at most some megabytes, so a length has at most nine digits.
        if (space is < 1 or > 9 || !TryParse(bytes[..space], out long length) || length <= space + 1 || length > bytes.Length) return false;
        if (bytes[(int)length - 1] != '\n') return false;
        ReadOnlySpan<byte> record = bytes[(space + 1)..((int)length - 1)];
        bytes = bytes[(int)length..];
        int equals = record.IndexOf((byte)'=');
        if (equals < 1) return false;
        key = record[..equals];
        value = record[(equals + 1)..];
        return true;
    }

    /// <summary>Keeps what a record says; why it cannot be, or null. Unknown keys, names of owners, and other times are ignored.</summary>
    private string? Take(string key, ReadOnlySpan<byte> value)
    {
        bool isValid = true;
        switch (key)
        {
            case "path":
                Path = value.IsEmpty ? null : value.ToArray();
                isValid = !value.Contains((byte)0);
                break;
            case "linkpath":
                LinkPath = value.IsEmpty ? null : value.ToArray();
                isValid = !value.Contains((byte)0);
                break;
            case "size":
                isValid = TryTakeNumber(value, out long? size);
                Size = size;
                break;
            case "uid":
                isValid = TryTakeNumber(value, out long? uid);
                Uid = uid;
                break;
            case "gid":
                isValid = TryTakeNumber(value, out long? gid);
                Gid = gid;
                break;
            case "mtime":
                isValid = TryTakeTime(value, out UnixTime? time);
                ModifyTime = time;
                break;
            case not null when key.StartsWith(PaxSparse.Prefix, StringComparison.Ordinal):
                return (Sparse ??= new PaxSparse()).Take(key[PaxSparse.Prefix.Length..], value);
            case not null when key.StartsWith(XattrPrefix, StringComparison.Ordinal):
                isValid = key.Length > XattrPrefix.Length && !key.Contains('\0', StringComparison.Ordinal);
                if (isValid) _xattrs[key[XattrPrefix.Length..]] = value.ToArray();
                break;
            case not null when key.StartsWith(EncodedXattrPrefix, StringComparison.Ordinal):
                isValid = key.Length > EncodedXattrPrefix.Length && !key.Contains('\0', StringComparison.Ordinal);
                if (isValid) _encodedXattrs[key[EncodedXattrPrefix.Length..]] = value.ToArray();
                break;
        }
        return isValid ? null : $"the PAX record '{key}' has a bad value";
    }

    internal static bool TryParse(ReadOnlySpan<byte> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryTakeNumber(ReadOnlySpan<byte> value, out long? number)
    {
        number = null;
        if (value.IsEmpty) return true;
        if (!TryParse(value, out long parsed)) return false;
        number = parsed;
        return true;
    }

    /// <summary>Seconds with any number of decimals; nine are kept. A negative time is cut towards the past, as its seconds are whole.</summary>
    private static bool TryTakeTime(ReadOnlySpan<byte> value, out UnixTime? time)
    {
        time = null;
        if (value.IsEmpty) return true;
        int dot = value.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = dot < 0 ? value : value[..dot];
        if (!TryParse(whole, out long seconds)) return false;
        int nanoseconds = 0;
        ReadOnlySpan<byte> decimals = dot < 0 ? default : value[(dot + 1)..];
        for (int i = 0; i < decimals.Length; i++)
        {
            if (decimals[i] is < (byte)'0' or > (byte)'9') return false;
            if (i < 9) nanoseconds = nanoseconds * 10 + decimals[i] - '0';
        }
        for (int i = decimals.Length; i < 9; i++) nanoseconds *= 10;
        if (whole[0] == '-' && nanoseconds > 0)
        {
            if (seconds == long.MinValue) return false;
            (seconds, nanoseconds) = (seconds - 1, 1_000_000_000 - nanoseconds);
        }
        time = new UnixTime(seconds, nanoseconds);
        return true;
    }

    private static bool TryDecodePercent(string text, out string decoded)
    {
        byte[] bytes = NameEncoding.Encode(text);
        int length = 0;
        decoded = "";
        for (int i = 0; i < bytes.Length; i++)
        {
            byte value = bytes[i];
            if (value == '%')
            {
                if (i + 2 >= bytes.Length || !byte.TryParse(bytes.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)) return false;
                i += 2;
            }
            if (value == 0) return false;
            bytes[length++] = value;
        }
        decoded = NameEncoding.Decode(bytes.AsSpan(0, length));
        return length > 0;
    }

    /// <summary>libarchive leaves the padding out.</summary>
    private static bool TryDecodeBase64(ReadOnlySpan<byte> text, out byte[] decoded)
    {
        Span<byte> padded = new byte[(text.Length + 3) / 4 * 4];
        padded.Fill((byte)'=');
        text.CopyTo(padded);
        decoded = new byte[padded.Length / 4 * 3];
        bool isValid = System.Buffers.Text.Base64.DecodeFromUtf8(padded, decoded, out _, out int written) == System.Buffers.OperationStatus.Done;
        decoded = decoded[..written];
        return isValid;
    }
}
