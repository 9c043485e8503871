using System.Globalization;
using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>Removes what exports that were killed have left in a directory: what has the name of something unfinished, and a lock that can be had.</summary>
internal static class Leftovers
{
    /// <summary>Removes those of this user, as far as the directory can be listed and the host lets it.</summary>
    internal static void Clear(SafeFileHandle directory, string shown)
    {
        var found = new List<(byte[] Name, int ProcessId)>();
        try
        {
            using var names = new DirectoryStream(directory, shown);
            while (names.Next(out ReadOnlySpan<byte> name))
                if (AsideName.TryParse(name, out int processId)) found.Add((Libc.Terminated(name), processId));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }
        foreach ((byte[] name, int processId) in found) ClearOne(directory, name, processId);
    }

    private static void ClearOne(SafeFileHandle directory, byte[] name, int processId)
    {
        int errno = Libc.Open(directory, name, OpenMode.PathOnly | OpenMode.NoFollow, out SafeFileHandle file);
        using (file)
        {
            if (errno != 0 || HostStat.Of(file, out HostStat stat) != 0 || stat.Uid != Libc.GetEUid()) return;
            if (stat.Kind is not (NodeKind.File or NodeKind.Directory))
            {
                // Links and special files have no locks: they are made and renamed at once.
                if (!Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}"))) _ = Libc.UnlinkAt(directory, name, 0);
                return;
            }
            errno = Libc.Open(Libc.WorkingDirectory, Libc.ProcPath(file), OpenMode.ReadOnly, out SafeFileHandle held);
            using (held)
            {
                if (errno != 0 || FileLock.TryTake(held) != LockOutcome.Had) return;
                if (stat.Kind == NodeKind.File) _ = Libc.UnlinkAt(directory, name, 0);
                else if (StageDirectory.IsMarked(stat)) TreeRemoval.TryRemove(directory, name);
            }
        }
    }
}
