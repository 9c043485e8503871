using System.Buffers.Binary;
using System.Runtime.InteropServices;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Kernel;

/// <summary>Looks at a directory of the host name by name, through descriptors: no link is followed and no access time moves.</summary>
internal static unsafe class RealTree
{
    private const int StatxSize = 256;
    private const uint STATX_BASIC_STATS = 0x7FF;
    private const int Look = Libc.O_NOATIME | Libc.O_NOFOLLOW | Libc.O_CLOEXEC;

    private static readonly byte[] Nothing = [0];

    internal static FsError Stat(int directory, byte[] path, int flags, out InodeView inode)
    {
        fixed (byte* pointer = path) return Stat(directory, pointer, flags, out inode);
    }

    /// <summary>What a descriptor is open on.</summary>
    internal static FsError Stat(int descriptor, out InodeView inode) => Stat(descriptor, Nothing, Libc.AT_EMPTY_PATH, out inode);

    internal static void Read(int directory, byte[] hostPath, string path, TreeView view, bool details)
    {
        foreach (byte[] name in Names(directory))
        {
            Stat(directory, name, Libc.AT_SYMLINK_NOFOLLOW, out InodeView inode).ThrowIfError(path);
            string child = TreeView.Join(path, NameEncoding.Decode(name.AsSpan(0, name.Length - 1)));
            view.Inodes[child] = inode;
            byte[] childPath = !details ? name : [.. hostPath.AsSpan(0, hostPath.Length - 1), (byte)'/', .. name];
            if (details) view.Details[child] = Details(directory, name, childPath, inode);
            if (inode.Kind != NodeKind.Directory) continue;
            int descriptor = Open(directory, name, Libc.O_DIRECTORY);
            Read(descriptor, childPath, child, view, details);
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>The names in a directory and what each is, as a face lists them.</summary>
    internal static FsError List(int directory, out List<string> entries)
    {
        entries = [];
        Span<byte> first = stackalloc byte[1024];
        fixed (byte* buffer = first)
        {
            // A descriptor that is no directory says so here.
            FsError error = Libc.Outcome(Libc.GetDents(directory, buffer, first.Length));
            // A directory that was removed while it is open: the libraries' readdir makes that an empty list, as the engine does.
            if (error == FsError.ENOENT) return FsError.None;
            if (error != FsError.None) return error;
        }
        _ = Libc.Seek(directory, 0, 0);
        foreach (byte[] name in Names(directory))
        {
            Stat(directory, name, Libc.AT_SYMLINK_NOFOLLOW, out InodeView inode).ThrowIfError("");
            entries.Add($"{NameEncoding.Decode(name.AsSpan(0, name.Length - 1))} {inode.Kind}");
        }
        _ = Libc.Seek(directory, 0, 0);
        entries.Sort(StringComparer.Ordinal);
        return FsError.None;
    }

    /// <summary>Removes all that is in a directory.</summary>
    internal static void Clear(int directory)
    {
        foreach (byte[] name in Names(directory))
        {
            if (Libc.UnlinkAt(directory, name, 0) == 0) continue;
            int descriptor = Open(directory, name, Libc.O_DIRECTORY);
            Clear(descriptor);
            _ = Libc.Close(descriptor);
            Libc.Check(Libc.UnlinkAt(directory, name, Libc.AT_REMOVEDIR), "rmdir");
        }
    }

    internal static string Xattrs(byte[] hostPath)
    {
        nint length = Libc.LListXattr(hostPath, [], 0);
        if (length <= 0) return "";
        var list = new byte[length];
        // overlayfs counts its own attributes where it is asked for the size alone.
        length = Libc.LListXattr(hostPath, list, length);
        Libc.Check(length, "listxattr");
        var lines = new List<string>();
        foreach (string name in SplitList(list.AsSpan(0, (int)length)))
        {
            byte[] key = [.. NameEncoding.Encode(name), 0];
            var value = new byte[Libc.LGetXattr(hostPath, key, [], 0)];
            Libc.Check(Libc.LGetXattr(hostPath, key, value, value.Length), "getxattr");
            lines.Add($"{name}={Bytes.Describe(value)}");
        }
        return string.Join(' ', lines);
    }

    /// <summary>A file's bytes in words, by a descriptor that may read.</summary>
    internal static string Contents(int descriptor, long length) => Bytes.DescribeEnds(length, (offset, count) => Read(descriptor, offset, count));

    internal static byte[] Read(int descriptor, long offset, int count)
    {
        var buffer = new byte[count];
        nint got = Libc.PRead(descriptor, buffer, count, offset);
        Libc.Check(got, "pread");
        return buffer[..(int)got];
    }

    internal static List<string> SplitList(ReadOnlySpan<byte> list)
    {
        var names = new List<string>();
        while (!list.IsEmpty)
        {
            int end = list.IndexOf((byte)0);
            names.Add(NameEncoding.Decode(list[..end]));
            list = list[(end + 1)..];
        }
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static string Details(int directory, byte[] name, byte[] hostPath, InodeView inode)
    {
        string xattrs = Xattrs(hostPath);
        if (inode.Kind == NodeKind.Symlink)
        {
            var target = new byte[4096];
            nint length = Libc.ReadLinkAt(directory, name, target, target.Length);
            return $"-> {NameEncoding.Decode(target.AsSpan(0, (int)length))} {xattrs}";
        }
        if (inode.Kind != NodeKind.File) return xattrs;
        int descriptor = Open(directory, name, 0);
        string text = Contents(descriptor, inode.Size);
        _ = Libc.Close(descriptor);
        return $"{text} {xattrs}";
    }

    private static int Open(int directory, byte[] name, int flags)
    {
        int descriptor = Libc.OpenAt(directory, name, Look | flags, 0);
        Libc.Check(descriptor, "open");
        return descriptor;
    }

    private static List<byte[]> Names(int directory)
    {
        var names = new List<byte[]>();
        byte* buffer = stackalloc byte[8192];
        while (Libc.GetDents(directory, buffer, 8192) is > 0 and var length)
        {
            for (nint at = 0; at < length; at += *(ushort*)(buffer + at + 16))
            {
                ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + 19);
                if (name is not ([(byte)'.'] or [(byte)'.', (byte)'.'])) names.Add([.. name, 0]);
            }
        }
        return names;
    }

    private static FsError Stat(int directory, byte* path, int flags, out InodeView inode)
    {
        byte* raw = stackalloc byte[StatxSize];
        FsError error = Libc.Outcome(Libc.Statx(directory, path, flags, STATX_BASIC_STATS, raw));
        inode = error == FsError.None ? Parse(new ReadOnlySpan<byte>(raw, StatxSize)) : default;
        return error;
    }

    /// <summary>struct statx, whose layout is the same everywhere.</summary>
    private static InodeView Parse(ReadOnlySpan<byte> raw)
    {
        int mode = BinaryPrimitives.ReadUInt16LittleEndian(raw[28..]);
        NodeKind kind = (mode & 0xF000) switch
        {
            0x8000 => NodeKind.File, 0x4000 => NodeKind.Directory, 0xA000 => NodeKind.Symlink, 0x1000 => NodeKind.Fifo,
            0xC000 => NodeKind.Socket, 0x2000 => NodeKind.CharDevice, _ => NodeKind.BlockDevice,
        };
        return new InodeView(kind, mode & 0xFFF, Number(raw, 20), Number(raw, 24), Long(raw, 40), (int)Number(raw, 16),
            new DeviceNumber(Number(raw, 128), Number(raw, 132)), Long(raw, 32), Time(raw, 64), Time(raw, 112), Time(raw, 96), Long(raw, 48));
    }

    private static uint Number(ReadOnlySpan<byte> raw, int at) => BinaryPrimitives.ReadUInt32LittleEndian(raw[at..]);

    private static long Long(ReadOnlySpan<byte> raw, int at) => BinaryPrimitives.ReadInt64LittleEndian(raw[at..]);

    private static UnixTime Time(ReadOnlySpan<byte> raw, int at) => new(Long(raw, at), (int)Number(raw, at + 8));
}
