using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Commands;

/// <summary>A step on what a slot has open (AT_EMPTY_PATH); its own path is empty. A second path starts at <paramref name="Second"/>.</summary>
internal sealed record ItselfCommand(int Slot, int? Second, Command Inner) : Command
{
    internal override string Label => $"Itself.{Inner.Label}";

    internal override Answer Run(IKernelFace face)
    {
        (face.Itself, face.SecondStart) = (Slot, Second);
        try
        {
            return Inner.Run(face);
        }
        finally
        {
            (face.Itself, face.SecondStart) = (null, null);
        }
    }
}
