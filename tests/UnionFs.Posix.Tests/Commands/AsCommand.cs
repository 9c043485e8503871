using System.Globalization;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Commands;

/// <summary>A step that another caller takes.</summary>
internal sealed record AsCommand(Identity Who, Command Inner) : Command
{
    internal override string Label => $"As.{Inner.Label}";

    internal override Answer Run(IKernelFace face)
    {
        face.Become(Who);
        try
        {
            return Inner.Run(face);
        }
        finally
        {
            face.Become(null);
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"as {Who.Uid}:{Who.Gid}[{string.Join(',', Callers.GroupsOf(Who))}] umask {Convert.ToString(Who.Umask, 8)}: {Inner}");
}

/// <summary>Opens, writes a byte or sets the length if the flags allow it, and closes; the error of the opening or of the change.</summary>
internal sealed record OpenAndWriteCommand(string Path, OpenFlags Flags, int Mode, bool Resizes) : Command
{
    private const int Slot = 0;

    internal override Answer Run(IKernelFace face)
    {
        FsError error = face.Open(Slot, Path, Flags, Mode, out NodeKind kind);
        if (error != FsError.None) return new Answer(error);
        if (kind == NodeKind.File && (Flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) != 0) error = Resizes ? face.SetLength(Slot, 3) : face.Write(Slot, 0, [1]);
        face.Close(Slot);
        return Answer.Of(error, kind.ToString());
    }
}
