using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Commands;

internal sealed record OpenCommand(int Slot, string Path, OpenFlags Flags, int Mode = 0x1A4) : Command
{
    internal override Answer Run(IKernelFace face) => Answer.Of(face.Open(Slot, Path, Flags, Mode, out NodeKind kind), kind.ToString());
}

internal sealed record CloseCommand(int Slot) : Command
{
    internal override Answer Run(IKernelFace face)
    {
        face.Close(Slot);
        return default;
    }
}

internal sealed record HandleStatCommand(int Slot) : Command
{
    internal override Answer Run(IKernelFace face) =>
        Answer.Of(face.Stat(Slot, out InodeView inode), Rules.IntendedDifferences.WithoutSize(inode).Stable);
}

internal sealed record ReadCommand(int Slot, long Offset, int Count) : Command
{
    internal override Answer Run(IKernelFace face) => Answer.Of(face.Read(Slot, Offset, Count, out byte[] bytes), Bytes.Describe(bytes));
}

internal sealed record WriteCommand(int Slot, long Offset, int Count, byte Seed) : Command
{
    internal override Answer Run(IKernelFace face) => Changed(face.Write(Slot, Offset, Bytes.Filled(Count, Seed)), face, Slot);
}

internal sealed record SetLengthCommand(int Slot, long Length) : Command
{
    internal override Answer Run(IKernelFace face) => Changed(face.SetLength(Slot, Length), face, Slot);
}

internal sealed record SetModeCommand(int Slot, int Mode) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.SetMode(Slot, Mode));
}

internal sealed record SetOwnerCommand(int Slot, uint? Uid, uint? Gid) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.SetOwner(Slot, Uid, Gid));
}

internal sealed record SetTimesCommand(int Slot, TimeChoice Access, TimeChoice Modify) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.SetTimes(Slot, Access, Modify));
}

internal sealed record ListCommand(int Slot) : Command
{
    internal override Answer Run(IKernelFace face) => Answer.Of(face.List(Slot, out List<string> entries), string.Join(", ", entries));
}
