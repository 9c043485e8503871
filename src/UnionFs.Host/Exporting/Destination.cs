using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>Opens the directory that an export goes to, once: everything after is relative to that descriptor.</summary>
internal static class Destination
{
    private const uint PrivateDirectory = 0x1C0; // 0700 until the attributes come
    private const int ENOTEMPTY = 39;

    /// <summary>Opens the directory, made if it is not there; its parent must be. A link is not followed.</summary>
    internal static SafeFileHandle Open(string destination, bool mayHoldSomething)
    {
        // A slash at the end would have the kernel follow a link.
        string trimmed = destination.TrimEnd('/');
        byte[] path = HostRoot.Encode(trimmed.Length == 0 ? "/" : trimmed);
        bool made = Libc.MkdirAt(Libc.WorkingDirectory, path, PrivateDirectory) == 0;
        if (!made && Libc.Errno == Libc.ENOENT) throw new DirectoryNotFoundException($"Could not find a part of the path '{destination}'.");
        if (!made && Libc.Errno is not (Libc.EEXIST or Libc.EISDIR)) throw HostError.ToException(Libc.Errno, "make the directory", destination);
        int errno = Libc.Open(Libc.WorkingDirectory, path, OpenMode.PathOnly | OpenMode.Directory | OpenMode.NoFollow, out SafeFileHandle directory);
        if (errno is Libc.ENOTDIR or Libc.ELOOP) throw new IOException($"'{destination}' is a symbolic link or no directory.", errno);
        if (errno != 0) throw HostError.ToException(errno, "open the directory", destination);
        try
        {
            if (!made && !mayHoldSomething) CheckEmpty(directory, destination);
            return directory;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private static void CheckEmpty(SafeFileHandle directory, string destination)
    {
        using var names = new DirectoryStream(directory, destination);
        if (names.Next(out _)) throw new IOException($"The directory '{destination}' is not empty.", ENOTEMPTY);
    }
}
