namespace UnionFs.Posix.Tests.Permissions;

/// <summary>
/// The intended differences, by name; steps that they decide are left out.
/// Hardening: fs.protected_hardlinks and fs.protected_regular are a host's own rules beyond POSIX, switched by its administrator; UnionFs
/// answers as a kernel with both off. NoDriver: nothing stands behind a fifo, socket or device in memory, so opening one is ENXIO.
/// </summary>
internal static class PermissionRules
{
    internal static bool LeavesOut(string step, Identity who, FileSystem fs)
    {
        string[] words = step.Split(' ');
        return words[0] switch
        {
            "link" => Hardening(words[1], who, fs, "protected_hardlinks", inSticky: false),
            "open" => NoDriver(words[1], fs)
                || step.Contains("O_CREAT", StringComparison.Ordinal) && Hardening(words[1], who, fs, "protected_regular", inSticky: true),
            _ => false,
        };
    }

    private static bool NoDriver(string path, FileSystem fs) =>
        fs.Posix.Stat(path, out FileStat stat) == FsError.None && stat.Kind is not (NodeKind.File or NodeKind.Directory);

    private static bool Hardening(string path, Identity who, FileSystem fs, string sysctl, bool inSticky)
    {
        if (who.IsSuperuser || !IsOn(sysctl)) return false;
        int slash = path.LastIndexOf('/');
        fs.Posix.Stat(slash < 0 ? "/" : path[..slash], out FileStat parent);
        FileStat stat;
        FsError error = inSticky ? fs.Posix.Stat(path, out stat) : fs.Posix.LStat(path, out stat); // link takes a symbolic link itself
        return error == FsError.None && stat.Uid != who.Uid && (!inSticky || (parent.Mode & 0x200) != 0);
    }

    private static bool IsOn(string name) => File.Exists($"/proc/sys/fs/{name}") && File.ReadAllText($"/proc/sys/fs/{name}").Trim() != "0";
}
