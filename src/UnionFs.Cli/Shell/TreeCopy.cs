using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell;

/// <summary>
/// Copies with cp's rules. It reads the state from before the copy, so a tree never meets its own copy; contents are shared, not
/// copied. Links are copied as links, and names that were one inode become files of their own.
/// </summary>
/// <param name="session">Whose union it is.</param>
/// <param name="command">For errors.</param>
/// <param name="preserve">Whether mode, owner, times and extended attributes are kept.</param>
internal sealed class TreeCopy(Session session, string command, bool preserve)
{
    /// <summary>Write bits of group and others, which a new thing does not get.</summary>
    private const int Umask = 0x12; // 022

    private readonly Snapshot _before = session.Union.Snapshot();

    private PosixVerbs Posix => session.Posix;

    /// <summary>The content of a file, links followed on both sides.</summary>
    internal void CopyFile(string source, string target)
    {
        string from = session.Absolute(source), to = session.Absolute(target);
        FsError error = _before.Posix.Stat(from, out FileStat stat);
        if (error != FsError.None) session.Errors.Report(command, source, error);
        else if (stat.Kind == NodeKind.Directory) Report($"omitting directory '{source}'");
        else CopyContent(from, stat, source, to, target);
    }

    /// <summary>Whatever is there, with everything below it.</summary>
    internal void CopyTree(string source, string target)
    {
        string from = session.Absolute(source), to = session.Absolute(target);
        FsError error = UnionPath.Canonical(_before, from, out string root);
        if (error != FsError.None)
        {
            session.Errors.Report(command, source, error);
            return;
        }
        if (IsInto(root, to))
        {
            Report($"cannot copy a directory, '{source}', into itself, '{target}'");
            return;
        }

        string? failed = null;
        var directories = new List<(string Path, FileStat Stat)>();
        foreach (WalkEntry entry in TreeWalk.From(_before, root))
        {
            // What could not be made is not filled.
            if (failed is not null && entry.Path.StartsWith(failed, StringComparison.Ordinal)) continue;
            string rest = root == "/" ? entry.Path[1..] : entry.Path[root.Length..].TrimStart('/');
            string Below(string top) => rest.Length == 0 ? top : UnionPath.Join(top, rest);
            bool isMade = CopyEntry(entry, Below(source), Below(to), Below(target));
            if (entry.Stat.Kind != NodeKind.Directory) continue;
            if (isMade) directories.Add((Below(to), entry.Stat));
            else failed = UnionPath.Join(entry.Path, "");
        }
        // Filling a directory moves its times: they come last, from below.
        for (int i = directories.Count - 1; preserve && i >= 0; i--) Preserve(directories[i].Path, directories[i].Stat);
    }

    private bool CopyEntry(WalkEntry entry, string source, string to, string target)
    {
        if (entry.Stat.Kind == NodeKind.Directory) return MakeDirectory(entry, source, to, target);
        if (entry.Stat.Kind == NodeKind.File)
        {
            CopyContent(entry.Path, entry.Stat, source, to, target);
            return true;
        }
        CopyNode(entry, source, to, target);
        return true;
    }

    /// <summary>A link or special file takes the place of what is no directory, as it cannot be written into it.</summary>
    private void CopyNode(WalkEntry entry, string source, string to, string target)
    {
        if (Posix.LStat(to, out FileStat there) == FsError.None)
        {
            if (there.Kind == NodeKind.Directory || IsSame(entry.Stat, there))
            {
                Report(there.Kind == NodeKind.Directory
                    ? $"cannot overwrite directory '{target}' with non-directory"
                    : $"'{source}' and '{target}' are the same file");
                return;
            }
            Posix.Unlink(to);
        }
        FsError error = MakeNode(entry, to);
        if (error != FsError.None) session.Errors.Report(command, target, error);
        else if (preserve) Preserve(to, entry.Stat);
    }

    private void CopyContent(string from, FileStat stat, string source, string to, string target)
    {
        FsError error = _before.Posix.ReadContent(from, out Content content);
        if (error != FsError.None)
        {
            session.Errors.Report(command, source, error);
            return;
        }
        FsError found = Posix.Stat(to, out FileStat there);
        if (found == FsError.None && there.Kind == NodeKind.Directory) Report($"cannot overwrite directory '{target}' with non-directory");
        else if (found == FsError.None && IsSame(stat, there)) Report($"'{source}' and '{target}' are the same file");
        else if (found == FsError.ENOENT && Posix.LStat(to, out _) == FsError.None) Report($"not writing through dangling symlink '{target}'");
        else
        {
            error = Posix.WriteContent(to, content, stat.Mode & 0x1FF & ~Umask);
            if (error != FsError.None) session.Errors.Report(command, target, error);
            else if (preserve) Preserve(to, stat);
        }
    }

    private bool MakeDirectory(WalkEntry entry, string source, string to, string target)
    {
        // A link to a directory may be named as the target, but is not walked into further down.
        FsError found = entry.Depth == 0 ? Posix.Stat(to, out FileStat there) : Posix.LStat(to, out there);
        if (found == FsError.None && there.Kind == NodeKind.Directory) return true;
        if (found == FsError.None)
        {
            Report($"cannot overwrite non-directory '{target}' with directory '{source}'");
            return false;
        }
        FsError error = Posix.Mkdir(to, entry.Stat.Mode & 0x1FF & ~Umask);
        if (error != FsError.None) session.Errors.Report(command, target, error);
        return error == FsError.None;
    }

    private FsError MakeNode(WalkEntry entry, string to)
    {
        if (entry.Stat.Kind != NodeKind.Symlink) return Posix.Mknod(to, entry.Stat.Kind, entry.Stat.Mode & 0x1FF & ~Umask, entry.Stat.Device);
        FsError error = _before.Posix.ReadLink(entry.Path, out string linkTarget);
        return error != FsError.None ? error : Posix.Symlink(linkTarget, to);
    }

    private void Preserve(string path, FileStat stat)
    {
        bool isLink = stat.Kind == NodeKind.Symlink;
        Posix.Chown(path, stat.Uid, stat.Gid, followLinks: !isLink);
        // After the owner: changing that takes set-ID bits away.
        if (!isLink) Posix.Chmod(path, stat.Mode);
        foreach ((string name, ReadOnlyMemory<byte> value) in stat.Metadata.Xattrs) Posix.SetXattr(path, name, value, followLinks: !isLink);
        Posix.Utimens(path, stat.AccessTime, stat.ModifyTime, followLinks: !isLink);
    }

    private bool IsInto(string directory, string target)
    {
        if (_before.Posix.LStat(directory, out FileStat stat) != FsError.None || stat.Kind != NodeKind.Directory) return false;
        string real = Posix.RealPath(target, out string whole) == FsError.None ? whole
            : Posix.RealPath(UnionPath.ParentOf(target), out string parent) == FsError.None ? UnionPath.Join(parent, UnionPath.NameOf(target))
            : target;
        return real == directory || real.StartsWith(UnionPath.Join(directory, ""), StringComparison.Ordinal);
    }

    private static bool IsSame(FileStat one, FileStat two) => one.Inode == two.Inode && one.Kind == two.Kind;

    private void Report(string message) => session.Errors.Report($"{command}: {message}");
}
