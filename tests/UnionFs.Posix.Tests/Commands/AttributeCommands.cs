using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Commands;

internal sealed record TruncateCommand(string Path, long Length) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Truncate(Path, Length));
}

internal sealed record ChmodCommand(string Path, int Mode, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Chmod(Path, Mode, Follow));
}

internal sealed record ChownCommand(string Path, uint? Uid, uint? Gid, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Chown(Path, Uid, Gid, Follow));
}

internal sealed record UtimensCommand(string Path, TimeChoice Access, TimeChoice Modify, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Utimens(Path, Access, Modify, Follow));
}

internal sealed record SetXattrCommand(string Path, string Name, byte[] Value, XattrFlags Flags, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.SetXattr(Path, Name, Value, Flags, Follow));

    public override string ToString() => $"{nameof(SetXattrCommand)} {{ {Path} {Name} = {Bytes.Describe(Value)}, {Flags}, {(Follow ? "follow" : "keep")} }}";
}

internal sealed record GetXattrCommand(string Path, string Name, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face) => Answer.Of(face.GetXattr(Path, Name, Follow, out byte[] value), Bytes.Describe(value));
}

internal sealed record ListXattrsCommand(string Path, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face) => Answer.Of(face.ListXattrs(Path, Follow, out List<string> names), string.Join(", ", names));
}

internal sealed record RemoveXattrCommand(string Path, string Name, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.RemoveXattr(Path, Name, Follow));
}
