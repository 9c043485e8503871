namespace UnionFs.Posix.Tests.Faces;

/// <summary>What stat(2) says, in one form for both sides.</summary>
internal readonly record struct InodeView(
    NodeKind Kind, int Mode, uint Uid, uint Gid, long Size, int Links, DeviceNumber Device, long Ino, UnixTime Access, UnixTime Modify, UnixTime Change, long Blocks = 0)
{
    /// <summary>All that does not depend on the clock, on who counts inodes, and on how a file is kept.</summary>
    internal string Stable => $"{Kind} {Convert.ToString(Mode, 8)} {Uid}:{Gid} size {Size} links {Links} device {Device}";
}
