using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UnionFs.Host.Linux;

/// <summary>The names in a directory of the host, as bytes, one after the other: memory does not grow with their number.</summary>
internal sealed class DirectoryStream : IDisposable
{
    // d_name in struct dirent of every 64-bit Linux: after ino (8), off (8), reclen (2) and type (1).
    private const int NameOffset = 19;

    private readonly string _path;
    private nint _stream;

    /// <summary>Lists <paramref name="directory"/>, which stays open and usable. <paramref name="path"/> is for messages.</summary>
    internal DirectoryStream(SafeFileHandle directory, string path)
    {
        _path = path;
        int errno = Libc.Open(directory, ".\0"u8, OpenMode.Directory | OpenMode.NoAccessTime, out SafeFileHandle own);
        if (errno == Libc.EPERM) errno = Libc.Open(directory, ".\0"u8, OpenMode.Directory, out own);
        using (own)
        {
            if (errno != 0) throw HostError.ToException(errno, "list", path);
            _stream = Libc.FdOpenDir(own.DangerousGetHandle());
            if (_stream == 0) throw HostError.ToException(Libc.Errno, "list", path);
            own.SetHandleAsInvalid(); // closedir closes it
        }
    }

    /// <summary>The next name without its NUL, valid until the next call; false at the end. Leaves out `.` and `..`.</summary>
    internal unsafe bool Next(out ReadOnlySpan<byte> name)
    {
        while (true)
        {
            nint entry = Libc.ReadDir(_stream);
            if (entry == 0)
            {
                // Null is the end, or an error that only errno tells apart; the call cleared it before.
                if (Libc.Errno != 0) throw HostError.ToException(Libc.Errno, "list", _path);
                name = default;
                return false;
            }
            name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + NameOffset);
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8)) return true;
        }
    }

    public void Dispose()
    {
        if (_stream != 0) _ = Libc.CloseDir(_stream);
        _stream = 0;
    }
}
