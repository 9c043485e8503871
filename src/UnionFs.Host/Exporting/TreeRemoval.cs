using System.Globalization;
using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>
/// Removes a directory with all that is in it, as far as the host lets it, never through a link. Directories within directories are moved up to the top
/// one first, so depth costs neither descriptors nor stack.
/// </summary>
internal static class TreeRemoval
{
    private const uint PrivateDirectory = 0x1C0; // 0700

    internal static void TryRemove(SafeFileHandle parent, byte[] name)
    {
        int lifted = 0;
        using (SafeFileHandle top = Enter(parent, name))
        {
            if (top.IsInvalid) return;
            bool goesOn = true;
            while (goesOn)
            {
                goesOn = false;
                foreach (byte[] child in Names(top)) goesOn |= RemoveOrEmpty(top, child, ref lifted);
            }
        }
        _ = Libc.UnlinkAt(parent, name, Libc.AtRemoveDir);
    }

    /// <summary>Whether anything was achieved.</summary>
    private static bool RemoveOrEmpty(SafeFileHandle top, byte[] name, ref int lifted)
    {
        if (Remove(top, name)) return true;
        bool any = false;
        using (SafeFileHandle directory = Enter(top, name))
        {
            if (directory.IsInvalid) return false;
            foreach (byte[] child in Names(directory)) any |= Remove(directory, child) || Lift(directory, child, top, ref lifted);
        }
        return Remove(top, name) || any;
    }

    private static bool Remove(SafeFileHandle directory, byte[] name) =>
        Libc.UnlinkAt(directory, name, 0) == 0 || Libc.UnlinkAt(directory, name, Libc.AtRemoveDir) == 0;

    private static bool Lift(SafeFileHandle directory, byte[] name, SafeFileHandle top, ref int lifted)
    {
        // To move a directory one must be allowed to write to it, since its `..` changes.
        Enter(directory, name).Dispose();
        while (Libc.RenameAt(directory, name, top, ExportDirectory.EncodeName(lifted++.ToString(CultureInfo.InvariantCulture))) != 0)
            if (Libc.Errno is not (Libc.EEXIST or Libc.ENOTEMPTY or Libc.ENOTDIR)) return false;
        return true;
    }

    /// <summary>Opens a directory, and opens it to its owner. Invalid if there is none.</summary>
    private static SafeFileHandle Enter(SafeFileHandle parent, byte[] name)
    {
        int errno = Libc.Open(parent, name, OpenMode.PathOnly | OpenMode.Directory | OpenMode.NoFollow, out SafeFileHandle file);
        if (errno == 0 && HostStat.Of(file, out HostStat stat) == 0 && (stat.Mode & PrivateDirectory) != PrivateDirectory) _ = Libc.Chmod(Libc.ProcPath(file), PrivateDirectory);
        return file;
    }

    private static List<byte[]> Names(SafeFileHandle directory)
    {
        var names = new List<byte[]>();
        try
        {
            using var stream = new DirectoryStream(directory, "");
            while (stream.Next(out ReadOnlySpan<byte> name)) names.Add(Libc.Terminated(name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What cannot be listed stays.
        }
        return names;
    }
}
