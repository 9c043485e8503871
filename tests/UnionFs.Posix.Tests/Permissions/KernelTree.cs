using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace UnionFs.Posix.Tests.Permissions;

/// <summary>What is in a tree, a line a name: kind, mode, owner, links, size, and which of the attributes of the scripts it has.</summary>
internal static partial class KernelTree
{
    internal static readonly string[] XattrNames = ["user.x", "trusted.x", "security.x", "security.capability"];

    internal static string[] OfKernel(string root)
    {
        var lines = new List<string>();
        var open = new Stack<string>([""]);
        while (open.TryPop(out string? directory))
        {
            foreach (string entry in Directory.EnumerateFileSystemEntries(root + "/" + directory))
            {
                string path = (directory + "/" + Path.GetFileName(entry)).TrimStart('/');
                var stat = new byte[256];
                if (statx(-100, entry, 0x100, 0x7FF, stat) != 0) throw new InvalidOperationException($"statx {entry}");
                int mode = BinaryPrimitives.ReadUInt16LittleEndian(stat.AsSpan(28));
                bool isDirectory = (mode & 0xF000) == 0x4000;
                string xattrs = string.Join(',', XattrNames.Where(name => lgetxattr(entry, name, new byte[64], 64) >= 0));
                lines.Add(Line(path, Kind(mode), mode & 0xFFF, U32(20), U32(24), (int)U32(16), isDirectory ? 0 : BinaryPrimitives.ReadInt64LittleEndian(stat.AsSpan(40)), xattrs));
                if (isDirectory) open.Push(path);
                uint U32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(stat.AsSpan(offset));
            }
        }
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    internal static string[] OfUnion(FileSystem fs)
    {
        var lines = new List<string>();
        var open = new Stack<string>([""]);
        while (open.TryPop(out string? directory))
        {
            foreach (DirectoryEntry entry in fs.Directory.List("/" + directory))
            {
                string path = (directory + "/" + entry.Name).TrimStart('/');
                fs.Posix.LStat(path, out FileStat stat).ThrowIfError(path);
                string xattrs = string.Join(',', XattrNames.Where(name => stat.Metadata.Xattrs.TryGet(name, out _)));
                lines.Add(Line(path, stat.Kind, stat.Mode, stat.Uid, stat.Gid, stat.LinkCount, stat.Size, xattrs));
                if (stat.Kind == NodeKind.Directory) open.Push(path);
            }
        }
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static NodeKind Kind(int mode) => (mode & 0xF000) switch
    {
        0x1000 => NodeKind.Fifo,
        0x2000 => NodeKind.CharDevice,
        0x4000 => NodeKind.Directory,
        0x6000 => NodeKind.BlockDevice,
        0xA000 => NodeKind.Symlink,
        0xC000 => NodeKind.Socket,
        _ => NodeKind.File,
    };

    private static string Line(string path, NodeKind kind, int mode, uint uid, uint gid, int links, long size, string xattrs) =>
        string.Create(CultureInfo.InvariantCulture, $"{path} {kind} {Convert.ToString(mode, 8)} {uid}:{gid} links={links} size={size} {xattrs}");

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int at, string path, int flags, uint mask, byte[] stat);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint lgetxattr(string path, string name, byte[] value, nint size);
}
