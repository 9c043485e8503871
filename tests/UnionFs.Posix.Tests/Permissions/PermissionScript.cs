using System.Globalization;

namespace UnionFs.Posix.Tests.Permissions;

/// <summary>One random script: a small tree of random modes and owners, then random verbs as random callers, on both sides.</summary>
internal sealed class PermissionScript(int seed)
{
    // Modes where one bit decides, and those with set-ID and sticky bits.
    private static readonly int[] Modes =
    [
        0x1FF, 0x1ED, 0x1C0, 0x1A4, 0x180, 0x38, 0x7, 0x1F8, 0x1B6, 0xDB, 0x92, 0x49, 0x0,
        0x200 | 0x1FF, 0x400 | 0x1FD, 0x800 | 0x1ED, 0xC00 | 0x1FF, 0x400 | 0x1A4, 0xC00 | 0x1B6,
    ];

    private static readonly string[] Names = ["a", "a/s", "a/s/g", "a/f", "b", "b/h", "b/l", "a/new", "b/new", "a/s/new", "a/f/x", "none/x"];

    private readonly Random _random = new(seed);
    private readonly List<string> _log = [];

    /// <summary>Runs it; null, or what the two sides disagree on with all that led there.</summary>
    internal string? Run(KernelCaller kernel, string root, UnionFileSystem fs, int steps, Dictionary<FsError, int> reached)
    {
        var union = new UnionCaller(fs);
        kernel.BecomeRoot();
        MakeTree(kernel, union);
        Identity[] callers = Callers.All();
        for (int step = 0; step < steps; step++)
        {
            Identity who = callers[_random.Next(callers.Length)];
            (string text, Func<KernelCaller, FsError> real, Func<UnionCaller, FsError> ours) = Next();
            if (PermissionRules.LeavesOut(text, who, fs)) continue;
            kernel.Become(who);
            FsError expected = real(kernel);
            kernel.BecomeRoot();
            union.Become(who);
            FsError actual = ours(union);
            string line = string.Create(CultureInfo.InvariantCulture, $"{who.Uid}:{who.Gid}[{string.Join(',', Callers.GroupsOf(who))}] umask {Convert.ToString(who.Umask, 8)}: {text}");
            _log.Add($"{line} -> {expected}");
            reached[expected] = reached.GetValueOrDefault(expected) + 1;
            if (expected != actual) return Report($"{actual} here");
            string[] realTree = KernelTree.OfKernel(root), ourTree = KernelTree.OfUnion(fs);
            if (!realTree.SequenceEqual(ourTree))
                return Report($"the tree here\n  - {string.Join("\n  - ", realTree.Except(ourTree))}\n  + {string.Join("\n  + ", ourTree.Except(realTree))}");
        }
        return null;
    }

    private string Report(string what) => $"seed {seed}\n{string.Join('\n', _log)}\n{what}";

    private void MakeTree(KernelCaller kernel, UnionCaller union)
    {
        foreach (string directory in new[] { "a", "a/s", "b" }) Both(kernel, union, k => k.Mkdir(directory, 0x1FF), u => u.Mkdir(directory, 0x1FF));
        foreach (string file in new[] { "a/f", "a/s/g", "b/h" }) Both(kernel, union, k => k.Mknod(file, NodeKind.File, 0x1FF), u => u.Mknod(file, NodeKind.File, 0x1FF));
        Both(kernel, union, k => k.Symlink("h", "b/l"), u => u.Symlink("h", "b/l"));
        foreach (string name in new[] { "a", "a/s", "b", "a/f", "a/s/g", "b/h" })
        {
            uint uid = Pick<uint>(0, 1000, 1000, 1001), gid = Pick<uint>(0, 1000, 1000, 1001);
            int mode = Pick(Modes);
            Both(kernel, union, k => k.Chown(name, uid, gid), u => u.Chown(name, uid, gid));
            Both(kernel, union, k => k.Chmod(name, mode), u => u.Chmod(name, mode));
            _log.Add($"{name} is {Convert.ToString(mode, 8)} {uid}:{gid}");
        }
        foreach (string name in KernelTree.XattrNames)
            if (_random.Next(2) == 0) Both(kernel, union, k => k.SetXattr("a/f", name, Value(name)), u => u.SetXattr("a/f", name, Value(name)));
    }

    private static void Both(KernelCaller kernel, UnionCaller union, Func<KernelCaller, FsError> real, Func<UnionCaller, FsError> ours)
    {
        Assert.Equal(FsError.None, real(kernel));
        Assert.Equal(FsError.None, ours(union));
    }

    private (string, Func<KernelCaller, FsError>, Func<UnionCaller, FsError>) Next()
    {
        string path = Pick(Names), other = Pick(Names);
        int mode = Pick(Modes);
        uint? uid = Pick<uint?>(null, 0, 1000, 1001), gid = Pick<uint?>(null, 1000, 1000, 1001, 1002);
        string xattr = Pick(KernelTree.XattrNames);
        switch (_random.Next(18))
        {
            case 0:
                var access = (AccessModes)_random.Next(8);
                return ($"access {path} {access}", k => k.Access(path, access), u => u.Access(path, access));
            case 1: return ($"mkdir {path} {Convert.ToString(mode, 8)}", k => k.Mkdir(path, mode), u => u.Mkdir(path, mode));
            case 2:
                NodeKind kind = Pick(NodeKind.File, NodeKind.Fifo, NodeKind.CharDevice);
                return ($"mknod {path} {kind} {Convert.ToString(mode, 8)}", k => k.Mknod(path, kind, mode), u => u.Mknod(path, kind, mode));
            case 3: return ($"symlink f {path}", k => k.Symlink("f", path), u => u.Symlink("f", path));
            case 4: return ($"link {path} {other}", k => k.Link(path, other), u => u.Link(path, other));
            case 5: return ($"unlink {path}", k => k.Unlink(path), u => u.Unlink(path));
            case 6: return ($"rmdir {path}", k => k.Rmdir(path), u => u.Rmdir(path));
            case 7 or 8:
                var flags = (RenameFlags)_random.Next(3);
                return ($"rename {path} {other} {flags}", k => k.Rename(path, other, flags), u => u.Rename(path, other, flags));
            case 9 or 10: return ($"chmod {path} {Convert.ToString(mode, 8)}", k => k.Chmod(path, mode), u => u.Chmod(path, mode));
            case 11: return ($"chown {path} {uid}:{gid}", k => k.Chown(path, uid, gid), u => u.Chown(path, uid, gid));
            case 12: return ($"truncate {path}", k => k.Truncate(path, 5), u => u.Truncate(path, 5));
            case 13:
                bool? accessed = Pick<bool?>(null, true, false), modified = Pick<bool?>(null, true, false);
                return ($"utimens {path} {accessed} {modified}", k => k.Utimens(path, accessed, modified), u => u.Utimens(path, accessed, modified));
            case 14:
                return _random.Next(2) == 0
                    ? ($"setxattr {path} {xattr}", k => k.SetXattr(path, xattr, Value(xattr)), u => u.SetXattr(path, xattr, Value(xattr)))
                    : ($"removexattr {path} {xattr}", k => k.RemoveXattr(path, xattr), u => u.RemoveXattr(path, xattr));
            case 15: return ($"getxattr {path} {xattr}", k => k.GetXattr(path, xattr), u => u.GetXattr(path, xattr));
            case 16: return ($"readdir {path}", k => k.ReadDirectory(path), u => u.ReadDirectory(path));
            default:
                OpenFlags open = Pick(OpenFlags.O_RDONLY, OpenFlags.O_WRONLY, OpenFlags.O_RDWR)
                    | Pick(OpenFlags.O_RDONLY, OpenFlags.O_CREAT, OpenFlags.O_CREAT | OpenFlags.O_EXCL, OpenFlags.O_TRUNC, OpenFlags.O_CREAT | OpenFlags.O_TRUNC, OpenFlags.O_PATH, OpenFlags.O_TMPFILE);
                if ((open & OpenFlags.O_PATH) != 0) open = OpenFlags.O_PATH;
                bool resizes = _random.Next(2) == 0;
                return ($"open {path} {open} {Convert.ToString(mode, 8)} {(resizes ? "resize" : "write")}",
                    k => k.OpenAndWrite(path, open, mode, resizes), u => u.OpenAndWrite(path, open, mode, resizes));
        }
    }

    /// <summary>The kernel takes only well-formed file capabilities (revision 2).</summary>
    private static byte[] Value(string name) => name == "security.capability" ? [0, 0, 0, 2, .. new byte[16]] : [1];

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
