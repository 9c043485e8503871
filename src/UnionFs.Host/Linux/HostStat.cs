using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UnionFs.Host.Linux;

/// <summary>What statx(2) tells, laid out as the kernel writes it (256 bytes on every architecture).</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal readonly struct HostStat
{
    private const uint BasicsAndBirth = 0xFFF;
    private const uint HasBirth = 0x800;
    private const ulong MountRoot = 0x2000;
    private const int TypeBits = 0xF000;

    internal readonly uint Mask;
    internal readonly uint BlockSize;
    internal readonly ulong Attributes;
    internal readonly uint Links;
    internal readonly uint Uid;
    internal readonly uint Gid;
    internal readonly ushort TypeAndMode;
    private readonly ushort _spare;
    internal readonly ulong Inode;
    internal readonly long Size;
    internal readonly ulong Blocks;
    internal readonly ulong AttributesMask;
    private readonly StatTime _access;
    private readonly StatTime _birth;
    private readonly StatTime _change;
    private readonly StatTime _modify;
    private readonly uint _deviceNodeMajor;
    private readonly uint _deviceNodeMinor;
    internal readonly uint DeviceMajor;
    internal readonly uint DeviceMinor;

    internal int Mode => TypeAndMode & 0xFFF;

    internal DeviceNumber DeviceNode => new(_deviceNodeMajor, _deviceNodeMinor);

    /// <summary>Whether something is mounted here; false on kernels that do not tell (before 5.8).</summary>
    internal bool IsMountRoot => (Attributes & AttributesMask & MountRoot) != 0;

    internal HostFileId Id => new(DeviceMajor, DeviceMinor, Inode);

    internal UnixTime AccessTime => _access.Value;

    internal UnixTime ModifyTime => _modify.Value;

    internal UnixTime ChangeTime => _change.Value;

    /// <summary>The epoch where the file system does not keep it.</summary>
    internal UnixTime BirthTime => (Mask & HasBirth) != 0 ? _birth.Value : default;

    /// <summary>Null for a type that this library does not know.</summary>
    internal NodeKind? Kind => (TypeAndMode & TypeBits) switch
    {
        0x8000 => NodeKind.File,
        0x4000 => NodeKind.Directory,
        0xA000 => NodeKind.Symlink,
        0x1000 => NodeKind.Fifo,
        0xC000 => NodeKind.Socket,
        0x2000 => NodeKind.CharDevice,
        0x6000 => NodeKind.BlockDevice,
        _ => null,
    };

    /// <summary>The type bits of st_mode for a kind.</summary>
    internal static uint TypeOf(NodeKind kind) => kind switch
    {
        NodeKind.File => 0x8000,
        NodeKind.Directory => 0x4000,
        NodeKind.Symlink => 0xA000,
        NodeKind.Fifo => 0x1000,
        NodeKind.Socket => 0xC000,
        NodeKind.CharDevice => 0x2000,
        NodeKind.BlockDevice => 0x6000,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No host has that."),
    };

    /// <summary>What is at a name, not followed. The errno.</summary>
    internal static int Of(SafeFileHandle directory, ReadOnlySpan<byte> name, out HostStat stat) =>
        Libc.StatX(directory, name, Libc.AtSymlinkNoFollow | Libc.AtNoAutomount, BasicsAndBirth, out stat) < 0 ? Libc.Errno : 0;

    /// <summary>What an open file is. The errno.</summary>
    internal static int Of(SafeFileHandle file, out HostStat stat) =>
        Libc.StatX(file, "\0"u8, Libc.AtEmptyPath, BasicsAndBirth, out stat) < 0 ? Libc.Errno : 0;

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct StatTime
    {
        private readonly long _seconds;
        private readonly uint _nanoseconds;
        private readonly int _spare;

        internal UnixTime Value => new(_seconds, (int)_nanoseconds);
    }
}
