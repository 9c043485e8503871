using System.Globalization;
using System.Security.Cryptography;

namespace UnionFs.Host.Exporting;

/// <summary>
/// The names under which things are made before they take their place: `.unionfs-PID-RANDOM`, both in hexadecimal. Nobody else has the same, so whoever
/// judges wrongly that one was abandoned makes its owner fail, and never has it put something else in place.
/// </summary>
internal static class AsideName
{
    private const string Prefix = ".unionfs-";

    /// <summary>A new one, with its NUL.</summary>
    internal static byte[] New() =>
        ExportDirectory.EncodeName(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId:x}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}"));

    /// <summary>Whether a name is one, and whose.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> name, out int processId)
    {
        processId = 0;
        if (!name.StartsWith(".unionfs-"u8)) return false;
        ReadOnlySpan<byte> rest = name[Prefix.Length..];
        int dash = rest.IndexOf((byte)'-');
        return dash > 0 && int.TryParse(rest[..dash], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out processId);
    }
}
