using System.Globalization;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Commands;

internal sealed record ReadNextCommand(int Slot, int Count) : Command
{
    internal override Answer Run(IKernelFace face) => Answer.Of(face.ReadNext(Slot, Count, out byte[] bytes), Bytes.Describe(bytes));
}

internal sealed record WriteNextCommand(int Slot, int Count, byte Seed) : Command
{
    internal override Answer Run(IKernelFace face) => Changed(face.WriteNext(Slot, Bytes.Filled(Count, Seed)), face, Slot);
}

internal sealed record SeekCommand(int Slot, long Offset, Whence Whence) : Command
{
    internal override string Label => $"{base.Label}.{Whence}";

    internal override Answer Run(IKernelFace face) =>
        Answer.Of(face.Seek(Slot, Offset, Whence, out long position), position.ToString(CultureInfo.InvariantCulture));
}

internal sealed record AllocateCommand(int Slot, AllocateFlags Flags, long Offset, long Length) : Command
{
    internal override string Label => $"{base.Label}.{Flags}";

    internal override Answer Run(IKernelFace face) => Changed(face.Allocate(Slot, Flags, Offset, Length), face, Slot);
}

/// <summary>What zeroing a range means, made of a hole and a length.</summary>
internal sealed record ZeroByHoleCommand(int Slot, long Offset, long Length, bool KeepsSize) : Command
{
    internal override Answer Run(IKernelFace face)
    {
        FsError error = face.Allocate(Slot, AllocateFlags.FALLOC_FL_PUNCH_HOLE | AllocateFlags.FALLOC_FL_KEEP_SIZE, Offset, Length);
        if (error != FsError.None) return new Answer(error);
        face.Stat(Slot, out InodeView inode).ThrowIfError("");
        if (!KeepsSize && inode.Size < Offset + Length) error = face.SetLength(Slot, Offset + Length);
        return Changed(error, face, Slot);
    }
}

internal sealed record CopyRangeCommand(int Source, long SourceOffset, int Target, long Offset, long Length) : Command
{
    internal override Answer Run(IKernelFace face) =>
        Changed(face.CopyRange(Source, SourceOffset, Target, Offset, Length, out long copied), face, Target, copied.ToString(CultureInfo.InvariantCulture));
}
