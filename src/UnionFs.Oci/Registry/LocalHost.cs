using System.Net;

namespace UnionFs.Oci;

/// <summary>Which hosts are this machine, so that nobody is on the way.</summary>
internal static class LocalHost
{
    /// <param name="host">Without a port; an IPv6 address may be in brackets.</param>
    internal static bool Is(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address);
}
