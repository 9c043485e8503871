using Microsoft.Win32.SafeHandles;

namespace UnionFs.Host.Linux;

/// <summary>
/// Reads extended attributes of names in a directory. Links are not followed: the name is looked up from the open directory
/// through /proc, since the kernel had no call for that before 6.13.
/// </summary>
internal sealed class HostXattrs
{
    // XATTR_LIST_MAX and XATTR_SIZE_MAX of Linux.
    private readonly byte[] _names = new byte[1 << 16];
    private readonly byte[] _value = new byte[1 << 16];

    /// <summary>
    /// What the caller can read. A file system without attributes has none; one outside the user. namespace that may not be
    /// read is left out, as the kernel leaves trusted. ones out of the list for those who may not see them.
    /// </summary>
    internal XattrSet Read(SafeFileHandle directory, ReadOnlySpan<byte> name, string path)
    {
        byte[] procPath = [.. Libc.ProcPath(directory).AsSpan()[..^1], (byte)'/', .. name, 0];
        return Read(procPath, path);
    }

    /// <summary>The same of a directory itself.</summary>
    internal XattrSet Read(SafeFileHandle directory, string path) => Read([.. Libc.ProcPath(directory).AsSpan()[..^1], (byte)'/', (byte)'.', 0], path);

    private XattrSet Read(byte[] procPath, string path)
    {
        nint length = Libc.LListXattr(procPath, _names, _names.Length);
        if (length < 0) return Libc.Errno is Libc.EOPNOTSUPP or Libc.EPERM or Libc.EACCES or Libc.ENOSYS
            ? XattrSet.Empty
            : throw HostError.ToException(Libc.Errno, "list the extended attributes of", path);
        XattrSet xattrs = XattrSet.Empty;
        ReadOnlySpan<byte> rest = _names.AsSpan(0, (int)length);
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> xattr = rest[..(end + 1)];
            rest = rest[(end + 1)..];
            nint size = Libc.LGetXattr(procPath, xattr, _value, _value.Length);
            if (size >= 0) xattrs = xattrs.With(NameEncoding.Decode(xattr[..^1]), _value.AsSpan(0, (int)size));
            else if (!IsTolerated(Libc.Errno, xattr)) throw HostError.ToException(Libc.Errno, $"read the extended attribute {NameEncoding.Decode(xattr[..^1])} of", path);
        }
        return xattrs;
    }

    private static bool IsTolerated(int errno, ReadOnlySpan<byte> xattr) => errno switch
    {
        Libc.EOPNOTSUPP or Libc.ENODATA => true,
        Libc.EPERM or Libc.EACCES => !xattr.StartsWith("user."u8),
        _ => false,
    };
}
