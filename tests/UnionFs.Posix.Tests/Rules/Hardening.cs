using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Rules;

/// <summary>
/// fs.protected_hardlinks and fs.protected_regular are a host's own rules beyond POSIX, switched by its administrator: links to other
/// people's files, and O_CREAT of their files in sticky directories. UnionFs answers as a kernel with both off, so where one is on, the
/// steps it decides are left out.
/// </summary>
internal static class Hardening
{
    internal static bool Refuses(AsCommand call, IKernelFace kernel) => call.Inner switch
    {
        LinkCommand link => !call.Who.IsSuperuser && IsOn("protected_hardlinks") && IsAnothers(link.Existing, follow: false, call.Who, kernel),
        OpenAndWriteCommand open => (open.Flags & OpenFlags.O_CREAT) != 0 && IsOn("protected_regular")
            && IsAnothers(open.Path, follow: true, call.Who, kernel) && IsInStickyDirectory(open.Path, kernel),
        _ => false,
    };

    private static bool IsAnothers(string path, bool follow, Identity who, IKernelFace kernel) =>
        kernel.Stat(path, follow, out InodeView inode) == FsError.None && inode.Uid != who.Uid;

    private static bool IsInStickyDirectory(string path, IKernelFace kernel)
    {
        int slash = path.LastIndexOf('/');
        return kernel.Stat(slash < 0 ? "/" : path[..slash], follow: true, out InodeView parent) == FsError.None && (parent.Mode & 0x200) != 0;
    }

    private static bool IsOn(string name) => File.Exists($"/proc/sys/fs/{name}") && File.ReadAllText($"/proc/sys/fs/{name}").Trim() != "0";
}
