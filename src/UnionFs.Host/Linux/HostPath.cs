using Microsoft.Win32.SafeHandles;

namespace UnionFs.Host.Linux;

/// <summary>
/// Where something is on the host: a name in a parent, the root of the layer as an absolute path. Files of one directory share
/// its object, so a million of them cost their names. A path may be longer than one system call takes (4,095 bytes).
/// </summary>
internal sealed class HostPath
{
    // PATH_MAX less the NUL.
    private const int MaxPathBytes = 4095;

    private readonly HostPath? _parent;
    private readonly byte[] _name;
    private readonly int _length;

    private HostPath(HostPath? parent, byte[] name)
    {
        _parent = parent;
        _name = name;
        _length = parent is null ? name.Length : parent._length + 1 + name.Length;
    }

    /// <summary>An absolute path without a trailing slash; empty for `/`.</summary>
    internal static HostPath Root(byte[] absolute) => new(null, absolute);

    /// <summary>The path of a name in this directory.</summary>
    internal HostPath Child(ReadOnlySpan<byte> name) => new(this, name.ToArray());

    /// <summary>
    /// Opens what is here; the last name is not followed. Links in the names above are, so the caller compares what it got with
    /// what it expects. The errno.
    /// </summary>
    internal int Open(int flags, out SafeFileHandle file)
    {
        flags |= OpenMode.NoFollow;
        if (_length <= MaxPathBytes) return Libc.Open(Libc.WorkingDirectory, Bytes(_length + 1), flags, out file);
        int errno = _parent!.Open(OpenMode.PathOnly | OpenMode.Directory, out file);
        if (errno != 0) return errno;
        using SafeFileHandle parent = file;
        return Libc.Open(parent, Libc.Terminated(_name), flags, out file);
    }

    /// <summary>As <see cref="Open"/> and without touching the access time, where the caller may ask for that (owner or root).</summary>
    internal int OpenUntouched(int flags, out SafeFileHandle file)
    {
        int errno = Open(flags | OpenMode.NoAccessTime, out file);
        return errno == Libc.EPERM ? Open(flags, out file) : errno;
    }

    /// <summary>For messages.</summary>
    public override string ToString() => _length == 0 ? "/" : NameEncoding.Decode(Bytes(_length));

    /// <summary>The path in a buffer of <paramref name="size"/>, zeros after it.</summary>
    private byte[] Bytes(int size)
    {
        if (_length == 0) return [(byte)'/', 0];
        var bytes = new byte[size];
        int end = _length;
        for (HostPath? path = this; path is not null; path = path._parent)
        {
            end -= path._name.Length;
            path._name.CopyTo(bytes, end);
            if (path._parent is not null) bytes[--end] = (byte)'/';
        }
        return bytes;
    }
}
