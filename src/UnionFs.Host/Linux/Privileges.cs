using System.Globalization;

namespace UnionFs.Host.Linux;

/// <summary>What the kernel lets this process do, as /proc says.</summary>
internal static class Privileges
{
    private const int CapSysAdmin = 21;

    /// <summary>
    /// Whether trusted. extended attributes are listed: to CAP_SYS_ADMIN of the first user namespace. Root of another
    /// namespace has the capability there, and yet does not see them.
    /// </summary>
    internal static bool CanSeeTrustedXattrs => Has(CapSysAdmin) && IsFirstUserNamespace();

    private static bool Has(int capability)
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
            if (line.StartsWith("CapEff:", StringComparison.Ordinal))
                return (ulong.Parse(line.AsSpan(7), NumberStyles.HexNumber | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) >> capability & 1) != 0;
        return false;
    }

    // The first namespace maps every id to itself. A kernel without user namespaces has no such file.
    private static bool IsFirstUserNamespace() =>
        !File.Exists("/proc/self/uid_map") ||
        File.ReadAllText("/proc/self/uid_map").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["0", "0", "4294967295"];
}
