using Microsoft.Win32.SafeHandles;

namespace UnionFs.Host.Linux;

/// <summary>A path as a caller wrote it, found once: links followed, made absolute by the kernel.</summary>
internal sealed record HostRoot(HostPath Path, HostFileId Id)
{
    // PATH_MAX of Linux: readlink gives no more.
    private const int LinkBuffer = 4096;

    /// <summary>The directory at <paramref name="path"/>.</summary>
    internal static HostRoot Find(string path)
    {
        byte[] bytes = Encode(path);
        int errno = Libc.Open(Libc.WorkingDirectory, bytes, OpenMode.PathOnly, out SafeFileHandle file);
        using (file)
        {
            if (errno == Libc.ENOENT) throw new DirectoryNotFoundException($"Could not find the directory '{path}'.");
            HostStat stat = default;
            if (errno == 0) errno = HostStat.Of(file, out stat);
            if (errno != 0) throw HostError.ToException(errno, "open", path);
            if (stat.Kind != NodeKind.Directory) throw new IOException($"'{path}' is not a directory.", Libc.ENOTDIR);
            byte[] absolute = ReadLinkBytes(Libc.WorkingDirectory, Libc.ProcPath(file), path);
            return new HostRoot(HostPath.Root(absolute is [(byte)'/'] ? [] : absolute), stat.Id);
        }
    }

    /// <summary>Which file is at a path, links followed; null when there is none.</summary>
    internal static HostFileId? IdOf(string path)
    {
        int errno = Libc.Open(Libc.WorkingDirectory, Encode(path), OpenMode.PathOnly, out SafeFileHandle file);
        using (file)
        {
            HostStat stat = default;
            if (errno == 0) errno = HostStat.Of(file, out stat);
            if (errno is Libc.ENOENT or Libc.ENOTDIR) return null;
            return errno == 0 ? stat.Id : throw HostError.ToException(errno, "look at", path);
        }
    }

    /// <summary>The target of a link in a directory. <paramref name="shown"/> is for messages.</summary>
    internal static string ReadLink(SafeFileHandle directory, byte[] name, string shown) => NameEncoding.Decode(ReadLinkBytes(directory, name, shown));

    /// <summary>A path as the calls take it.</summary>
    /// <exception cref="ArgumentException">It is empty, has a NUL, or no bytes map to it.</exception>
    internal static byte[] Encode(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0')) throw new ArgumentException("Null character in path.", nameof(path));
        return Libc.Terminated(NameEncoding.Encode(path));
    }

    private static byte[] ReadLinkBytes(SafeFileHandle directory, byte[] name, string shown)
    {
        var buffer = new byte[LinkBuffer];
        int length = (int)Libc.ReadLinkAt(directory, name, buffer, buffer.Length);
        if (length < 0) throw HostError.ToException(Libc.Errno, "read the link", shown);
        return buffer[..length];
    }
}
