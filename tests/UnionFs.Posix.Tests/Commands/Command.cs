using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Commands;

/// <summary>What a side answers: an error, or success and a value in words.</summary>
internal readonly record struct Answer(FsError Error, string Value = "")
{
    internal static Answer Of(FsError error, string value) => error == FsError.None ? new Answer(error, value) : new Answer(error);

    public override string ToString() => Value.Length == 0 ? Error.ToString() : $"{Error} [{Value}]";
}

/// <summary>One step of a script: the same call on either side.</summary>
internal abstract record Command
{
    /// <summary>What a side does first, also where the kernel is not asked.</summary>
    internal virtual void Prepare(IKernelFace face) { }

    internal abstract Answer Run(IKernelFace face);
}
