using System.Globalization;
using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Rules;

/// <summary>
/// What POSIX promises of SEEK_DATA and SEEK_HOLE, and no more: data may be told of where only zeros are, and how fine holes are is up to the
/// file system (pages on tmpfs, chunks of 16 KiB here). So both sides must be right, not equal: what is not zero is never told to be in a
/// hole, ENXIO means that only zeros follow, and there is a hole at the end.
/// </summary>
internal static class HoleLimits
{
    /// <summary>Whether an answer is right for what the file has in it, which is the same on both sides.</summary>
    internal static bool Allow(SeekCommand seek, Answer answer, IKernelFace face)
    {
        if (seek.Whence is not (Whence.SEEK_DATA or Whence.SEEK_HOLE)) return false;
        if (face.Stat(seek.Slot, out InodeView inode) != FsError.None || inode.Kind != NodeKind.File) return false;
        long size = inode.Size;
        if (seek.Offset < 0 || seek.Offset >= size) return false;
        if (answer.Error == FsError.ENXIO) return seek.Whence == Whence.SEEK_DATA && IsZero(face, seek.Slot, seek.Offset, size);
        if (answer.Error != FsError.None) return false;
        long at = long.Parse(answer.Value, CultureInfo.InvariantCulture);
        if (at < seek.Offset) return false;
        return seek.Whence == Whence.SEEK_DATA
            ? at < size && IsZero(face, seek.Slot, seek.Offset, at)
            : at == size || at < size && IsZero(face, seek.Slot, at, at + 1);
    }

    /// <summary>Of a long range the ends are looked at: scripts write nowhere between.</summary>
    private static bool IsZero(IKernelFace face, int slot, long from, long to) =>
        IsAllZero(face.Peek(slot, from, (int)Math.Min(to - from, Bytes.End)))
        && IsAllZero(face.Peek(slot, Math.Max(from, to - Bytes.End), (int)Math.Min(to - from, Bytes.End)));

    private static bool IsAllZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);
}
