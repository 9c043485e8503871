using System.Runtime.InteropServices;
using System.Text;
using UnionFs.Posix.Tests.Kernel;

namespace UnionFs.KernelOracle.Kernel;

/// <summary>Mounting, in words that the tests need.</summary>
internal static partial class MountCalls
{
    private const ulong MS_NODEV = 4;
    private const ulong MS_REC = 0x4000;
    private const ulong MS_PRIVATE = 0x40000;
    private const int MNT_DETACH = 2;
    private const int CLONE_NEWNS = 0x20000;
    private const string Library = "libc";

    /// <summary>
    /// Gives this thread mounts of its own, which nobody else sees and which go when the thread ends, whatever ends it.
    /// </summary>
    internal static void Isolate()
    {
        Libc.Check(Libc.Unshare(CLONE_NEWNS), "unshare the mounts");
        Mount("none", "/", null, MS_REC | MS_PRIVATE, null);
        // Brings a root and a working directory of its own along, see Jail.
        Jail.Isolate();
    }

    internal static void MountTmpfs(string directory) => Mount("tmpfs", directory, "tmpfs", MS_NODEV, "mode=755");

    internal static void MountOverlay(string directory, string options) => Mount("overlay", directory, "overlay", MS_NODEV, options);

    /// <summary>With all that is mounted below, and in use or not: an end for whatever went before.</summary>
    internal static void Unmount(string directory) => Libc.Check(UMount(Terminated(directory), MNT_DETACH), $"umount {directory}");

    private static void Mount(string source, string directory, string? type, ulong flags, string? data) =>
        Libc.Check(Mount(Terminated(source), Terminated(directory), type is null ? null : Terminated(type), flags, data is null ? null : Terminated(data)),
            $"mount {type} at {directory} with {data}");

    private static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    [LibraryImport(Library, EntryPoint = "mount", SetLastError = true)]
    private static partial int Mount(byte[] source, byte[] directory, byte[]? type, ulong flags, byte[]? data);

    [LibraryImport(Library, EntryPoint = "umount2", SetLastError = true)]
    private static partial int UMount(byte[] directory, int flags);
}
