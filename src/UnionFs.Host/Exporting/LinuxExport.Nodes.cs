using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

internal sealed partial class LinuxExport
{
    private const uint PrivateFile = 0x180; // 0600 until the attributes come

    private readonly SparseCopy _copy = new();
    private readonly Dictionary<long, FirstName> _firstNames = [];

    /// <summary>Where the first name of a hard-linked inode was written, and as which file.</summary>
    private sealed record FirstName(ExportDirectory Directory, byte[] Name, HostFileId Id);

    /// <summary>
    /// Writes what is no directory. In a directory that others see it is made under another name and gets its own when it is complete, so that a kill
    /// leaves the old file or the new one; the old one may also be where the content comes from.
    /// </summary>
    private void WriteNode(ExportDirectory directory, SafeFileHandle at, string name)
    {
        string relative = directory.RelativeOf(name);
        FileStat stat = _source.Stat(relative);
        byte[] final = ExportDirectory.EncodeName(name);
        bool replaces = !_target.IsStaged && IsTaken(at, final, stat, relative);
        byte[] writeAs = _target.IsStaged ? final : AsideName.New();
        // A hard link is complete at once.
        byte[] linkAs = replaces ? writeAs : final;
        if (stat.LinkCount > 1 && _firstNames.TryGetValue(stat.Inode, out FirstName? first) && WriteLink(at, linkAs, first, relative))
        {
            Settle(at, linkAs, final, relative);
            _log.HardLinks++;
            return;
        }
        if (Make(at, writeAs, final, stat, relative) is not { } id) return;
        if (stat.LinkCount > 1) _firstNames[stat.Inode] = new FirstName(directory, final, id);
    }

    /// <summary>Makes one node with its attributes and gives it its final name, or makes nothing. Null: the host cannot take it, which is a warning.</summary>
    private HostFileId? Make(SafeFileHandle at, byte[] name, byte[] final, in FileStat stat, string relative)
    {
        if (!Create(at, ref name, stat, relative, out SafeFileHandle file)) return null;
        using (file)
        {
            try
            {
                if (stat.Kind == NodeKind.File) _copy.Write(_source.Content(relative), file, _source.FullPath(relative), Shown(relative), _ct);
                HostFileId id = CheckMade(file, stat, relative);
                _attributes.Apply(file, _source.MetadataOf(stat), _source.FullPath(relative));
                // Before the lock goes with the descriptor.
                Settle(at, name, final, relative);
                Count(stat);
                return id;
            }
            catch
            {
                // Nothing after it is settled fails.
                _ = Libc.UnlinkAt(at, name, 0);
                throw;
            }
        }
    }

    /// <summary>Makes the bare node under a name that must be free, and opens it. False: the host cannot take it, which is a warning.</summary>
    private bool Create(SafeFileHandle at, ref byte[] name, in FileStat stat, string relative, out SafeFileHandle file)
    {
        int errno;
        if (stat.Kind == NodeKind.File)
        {
            while (true)
            {
                errno = Libc.Open(at, name, OpenMode.WriteOnly | OpenMode.Create | OpenMode.Exclusive | OpenMode.NoFollow, out file, PrivateFile);
                if (errno != 0) throw HostError.ToException(errno, "make the file", Shown(relative));
                // The lock says that it is not abandoned; until it is there, another export may take it for that.
                if (_target.IsStaged || FileLock.TryShare(file) != LockOutcome.Taken && FileLock.IsStillAt(at, name, file)) return true;
                file.Dispose();
                name = AsideName.New();
            }
        }
        errno = stat.Kind == NodeKind.Symlink ? MakeSymlink(at, name, relative) : MakeSpecial(at, name, stat);
        if (errno is Libc.EPERM or Libc.EOPNOTSUPP or Libc.EINVAL)
        {
            _log.Skip(_source.FullPath(relative), $"cannot make a {stat.Kind} there: {HostError.Describe(errno)}");
            file = new SafeFileHandle();
            return false;
        }
        if (errno != 0) throw HostError.ToException(errno, $"make the {stat.Kind}", Shown(relative));
        errno = Libc.Open(at, name, OpenMode.PathOnly | OpenMode.NoFollow, out file);
        return errno == 0 ? true : throw HostError.ToException(errno, "open what was made", Shown(relative));
    }

    private int MakeSymlink(SafeFileHandle at, byte[] name, string relative)
    {
        byte[] target = Libc.Terminated(NameEncoding.Encode(_source.LinkTarget(relative)));
        return Libc.SymlinkAt(target, at, name) == 0 ? 0 : Libc.Errno;
    }

    private static int MakeSpecial(SafeFileHandle at, byte[] name, in FileStat stat)
    {
        DeviceNumber device = stat.Device;
        // The kernel keeps 12 and 20 bits; a C library may cut off the rest.
        if (device.Major > 0xFFF || device.Minor > 0xFFFFF) return Libc.EINVAL;
        ulong packed = (ulong)device.Major << 8 | device.Minor & 0xFF | (ulong)(device.Minor & ~0xFFu) << 12;
        return Libc.MknodAt(at, name, HostStat.TypeOf(stat.Kind) | PrivateFile, packed) == 0 ? 0 : Libc.Errno;
    }

    /// <summary>Makes another name of a file that this export made. False: the host has no such links, which is a warning.</summary>
    private bool WriteLink(SafeFileHandle at, byte[] name, FirstName first, string relative)
    {
        SafeFileHandle from = _linkCursor.MoveTo(first.Directory);
        if (Libc.LinkAt(from, first.Name, at, name, 0) != 0)
        {
            if (Libc.Errno is not (Libc.EPERM or Libc.EOPNOTSUPP or Libc.EMLINK)) throw HostError.ToException(Libc.Errno, "make the hard link", Shown(relative));
            _log.Warn(_source.FullPath(relative), $"is a copy, since a hard link cannot be made: {HostError.Describe(Libc.Errno)}");
            return false;
        }
        if (HostStat.Of(at, name, out HostStat made) == 0 && made.Id == first.Id) return true;
        _ = Libc.UnlinkAt(at, name, 0);
        throw Disturbed(relative);
    }

    /// <summary>Whether a name is taken by what may be replaced; an error if by something else.</summary>
    private bool IsTaken(SafeFileHandle at, byte[] name, in FileStat stat, string relative)
    {
        int errno = HostStat.Of(at, name, out HostStat there);
        if (errno == Libc.ENOENT) return false;
        if (errno != 0) throw HostError.ToException(errno, "look at", Shown(relative));
        if (!_options.Overwrite) throw HostError.ToException(Libc.EEXIST, $"make the {stat.Kind}", Shown(relative));
        return there.Kind != NodeKind.Directory ? true : throw HostError.ToException(Libc.EISDIR, "replace", Shown(relative));
    }

    /// <summary>Gives what is complete its name; what came there meanwhile is replaced only where that was asked for.</summary>
    private void Settle(SafeFileHandle at, byte[] writtenAs, byte[] final, string relative)
    {
        if (ReferenceEquals(writtenAs, final)) return;
        int errno = _options.Overwrite ? Rename(at, writtenAs, final) : RenameToFree(at, writtenAs, final);
        if (errno == 0) return;
        _ = Libc.UnlinkAt(at, writtenAs, 0);
        throw HostError.ToException(errno, _options.Overwrite ? "replace" : "make", Shown(relative));
    }

    private static int Rename(SafeFileHandle at, byte[] from, byte[] to) => Libc.RenameAt(at, from, at, to) == 0 ? 0 : Libc.Errno;

    /// <summary>By a hard link, which never replaces anything, where the host has them.</summary>
    private static int RenameToFree(SafeFileHandle at, byte[] from, byte[] to)
    {
        if (Libc.LinkAt(at, from, at, to, 0) == 0) return Libc.UnlinkAt(at, from, 0) == 0 ? 0 : Libc.Errno;
        if (Libc.Errno is not (Libc.EPERM or Libc.EOPNOTSUPP or Libc.EMLINK)) return Libc.Errno;
        return HostStat.Of(at, to, out _) == Libc.ENOENT ? Rename(at, from, to) : Libc.EEXIST;
    }

    /// <summary>What was opened by name may be something that was put there in between, such as a link to a file elsewhere.</summary>
    private HostFileId CheckMade(SafeFileHandle file, in FileStat stat, string relative)
    {
        int errno = HostStat.Of(file, out HostStat made);
        if (errno != 0) throw HostError.ToException(errno, "look at", Shown(relative));
        if (made.Kind != stat.Kind || made.Links != 1 || made.DeviceNode != stat.Device) throw Disturbed(relative);
        return made.Id;
    }

    private void Count(in FileStat stat)
    {
        if (stat.Kind == NodeKind.File)
        {
            _log.Files++;
            _log.Bytes += stat.Size;
        }
        else if (stat.Kind == NodeKind.Symlink) _log.Symlinks++;
        else _log.Specials++;
    }

    private IOException Disturbed(string relative) => new($"'{Shown(relative)}' was replaced by something else while it was being written.");
}
