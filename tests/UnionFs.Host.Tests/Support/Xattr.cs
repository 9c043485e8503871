using System.Text;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Tests.Support;

/// <summary>Extended attributes of the host, for setting the scene.</summary>
internal static class Xattr
{
    /// <summary>False where the file system has none.</summary>
    internal static bool Set(string path, string name, string value)
    {
        if (Libc.SetXattr(HostRoot.Encode(path), HostRoot.Encode(name), Encoding.Latin1.GetBytes(value), value.Length, 0) == 0) return true;
        Assert.Contains(Libc.Errno, new[] { Libc.EOPNOTSUPP, Libc.EPERM });
        return false;
    }

    internal static string? Get(string path, string name)
    {
        var buffer = new byte[1 << 16];
        int length = (int)Libc.LGetXattr(HostRoot.Encode(path), HostRoot.Encode(name), buffer, buffer.Length);
        return length < 0 ? null : Encoding.Latin1.GetString(buffer, 0, length);
    }
}
