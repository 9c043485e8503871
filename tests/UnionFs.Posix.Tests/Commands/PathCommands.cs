using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Commands;

internal sealed record MkdirCommand(string Path, int Mode) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Mkdir(Path, Mode));
}

internal sealed record MknodCommand(string Path, NodeKind Kind, int Mode, DeviceNumber Device) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Mknod(Path, Kind, Mode, Device));
}

internal sealed record SymlinkCommand(string Target, string Path) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Symlink(Target, Path));
}

internal sealed record AccessCommand(string Path, AccessModes Modes, bool Effective, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Access(Path, Modes, Effective, Follow));
}

internal sealed record ReadLinkCommand(string Path) : Command
{
    internal override Answer Run(IKernelFace face) => Answer.Of(face.ReadLink(Path, out string target), target);
}

internal sealed record LinkCommand(string Existing, string Path, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Link(Existing, Path, Follow));
}

internal sealed record UnlinkCommand(string Path) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Unlink(Path));
}

internal sealed record RmdirCommand(string Path) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Rmdir(Path));
}

internal sealed record RenameCommand(string From, string To, RenameFlags Flags) : Command
{
    internal override Answer Run(IKernelFace face) => new(face.Rename(From, To, Flags));
}

internal sealed record StatCommand(string Path, bool Follow) : Command
{
    internal override Answer Run(IKernelFace face)
    {
        FsError error = face.Stat(Path, Follow, out InodeView inode);
        // A directory's size is an intended difference; the tree comparison knows it too.
        return Answer.Of(error, Rules.IntendedDifferences.WithoutSize(inode).Stable);
    }
}

internal sealed record ReadDirectoryCommand(string Path) : Command
{
    internal override Answer Run(IKernelFace face) => Answer.Of(face.ReadDirectory(Path, out List<string> entries), string.Join(", ", entries));
}
