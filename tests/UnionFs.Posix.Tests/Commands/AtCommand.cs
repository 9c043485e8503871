using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Commands;

/// <summary>A step whose relative paths start in open directories instead of the root (mkdirat and the like).</summary>
internal sealed record AtCommand(int? First, int? Second, Command Inner) : Command
{
    internal override string Label => $"At.{Inner.Label}";

    internal override Answer Run(IKernelFace face)
    {
        (face.Start, face.SecondStart) = (First, Second);
        try
        {
            return Inner.Run(face);
        }
        finally
        {
            (face.Start, face.SecondStart) = (null, null);
        }
    }
}
