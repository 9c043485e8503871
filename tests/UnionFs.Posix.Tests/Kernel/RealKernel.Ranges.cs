using System.Globalization;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Kernel;

internal sealed unsafe partial class RealKernel
{
    public FsError ReadNext(int slot, int count, out byte[] bytes)
    {
        var buffer = new byte[count];
        using Jail.Stay stay = _jail.Act();
        nint got = Libc.Read(_descriptors[slot], buffer, count);
        bytes = buffer[..(int)Math.Max(0, got)];
        return Libc.Outcome(got);
    }

    public FsError WriteNext(int slot, byte[] bytes)
    {
        using Jail.Stay stay = _jail.Act();
        return Whole(Libc.Write(_descriptors[slot], bytes, bytes.Length), bytes.Length);
    }

    public FsError Seek(int slot, long offset, Whence whence, out long position)
    {
        int descriptor = _descriptors[slot];
        long before = Libc.Seek(descriptor, 0, (int)Whence.SEEK_CUR);
        position = Libc.Seek(descriptor, offset, (int)whence);
        FsError error = Libc.Outcome(position);
        if (error == FsError.None && whence is Whence.SEEK_DATA or Whence.SEEK_HOLE) _ = Libc.Seek(descriptor, before, (int)Whence.SEEK_SET);
        return error;
    }

    public FsError Allocate(int slot, AllocateFlags flags, long offset, long length)
    {
        using Jail.Stay stay = _jail.Act();
        return Libc.Outcome(Libc.FAllocate(_descriptors[slot], (int)flags, offset, length));
    }

    public FsError CopyRange(int source, long sourceOffset, int target, long offset, long length, out long copied)
    {
        using Jail.Stay stay = _jail.Act();
        copied = Libc.CopyFileRange(_descriptors[source], ref sourceOffset, _descriptors[target], ref offset, (nint)length, 0);
        return Libc.Outcome(copied);
    }

    public byte[] Peek(int slot, long offset, int count)
    {
        if (!TryReopen(slot, out int descriptor)) return [];
        byte[] bytes = RealTree.Read(descriptor, offset, count);
        _ = Libc.Close(descriptor);
        return bytes;
    }

    private void LookAt(TreeView view, int slot, bool details)
    {
        int open = _descriptors[slot];
        if (open < 0 || RealTree.Stat(open, out InodeView inode) != FsError.None) return;
        string key = TreeView.HandleKey(slot);
        view.Inodes[key] = inode;
        if (inode.Kind != NodeKind.File) return;
        string position = Libc.Seek(open, 0, (int)Whence.SEEK_CUR) is >= 0 and var at ? $"at {at}" : "a place";
        if (details && TryReopen(slot, out int descriptor))
        {
            position = $"{position}: {RealTree.Contents(descriptor, inode.Size)}";
            _ = Libc.Close(descriptor);
        }
        view.Details[key] = position;
    }

    /// <summary>Opens what a slot has open once more, for reading, also where it has no name.</summary>
    private bool TryReopen(int slot, out int descriptor)
    {
        descriptor = -1;
        if (RealTree.Stat(_descriptors[slot], out InodeView inode) != FsError.None || inode.Kind != NodeKind.File) return false;
        byte[] path = Terminated(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{_descriptors[slot]}"));
        descriptor = Libc.OpenAt(Libc.AT_FDCWD, path, Libc.O_NOATIME | Libc.O_CLOEXEC, 0);
        Libc.Check(descriptor, "open again");
        return true;
    }
}
