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
    internal abstract Answer Run(IKernelFace face);

    /// <summary>What it is counted as.</summary>
    internal virtual string Label => GetType().Name.Replace("Command", "", StringComparison.Ordinal);

    /// <summary>Success with what is then in an open file.</summary>
    private protected static Answer Changed(FsError error, IKernelFace face, int slot, string value = "")
    {
        if (error != FsError.None) return new Answer(error);
        face.Stat(slot, out InodeView inode).ThrowIfError("");
        return new Answer(error, $"{value} of {inode.Size} bytes {Bytes.DescribeEnds(inode.Size, (offset, count) => face.Peek(slot, offset, count))}");
    }
}
