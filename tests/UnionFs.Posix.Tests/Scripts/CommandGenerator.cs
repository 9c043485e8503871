using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Scripts;

/// <summary>Chooses the steps of a script.</summary>
internal sealed class CommandGenerator(Words words)
{
    private static readonly OpenFlags[] Extras =
        [OpenFlags.O_CREAT, OpenFlags.O_CREAT, OpenFlags.O_EXCL, OpenFlags.O_TRUNC, OpenFlags.O_APPEND, OpenFlags.O_NOFOLLOW, OpenFlags.O_DIRECTORY];

    internal Command Next() => words.Choose(20) switch
    {
        < 4 => Open(),
        < 8 => Handle(),
        < 12 => Make(),
        < 15 => Move(),
        < 18 => Attribute(),
        _ => Look(),
    };

    private OpenCommand Open()
    {
        if (words.OneIn(3)) return new OpenCommand(Slot(), words.Path(), words.OneIn(4) ? OpenFlags.O_RDONLY : OpenFlags.O_RDWR);
        var flags = (OpenFlags)(words.OneIn(40) ? 3 : words.Choose(3));
        for (int count = words.Choose(4); count > 0; count--) flags |= words.Pick<OpenFlags>(Extras);
        return new OpenCommand(Slot(), (flags & OpenFlags.O_CREAT) != 0 ? words.NewPath() : words.Path(), flags, words.Mode());
    }

    private Command Handle() => words.Choose(12) switch
    {
        < 3 => new WriteCommand(Slot(), words.Offset(), words.Count(), words.Seed()),
        < 5 => new ReadCommand(Slot(), words.Offset(), words.Count()),
        5 => new SetLengthCommand(Slot(), words.Length()),
        6 => new SetModeCommand(Slot(), words.Mode()),
        7 => new SetOwnerCommand(Slot(), words.Owner(), words.Owner()),
        8 => new SetTimesCommand(Slot(), words.Time(), words.Time()),
        9 => new ListCommand(Slot()),
        10 => words.OneIn(4) ? new CloseCommand(Slot()) : new HandleStatCommand(Slot()),
        _ => new WriteCommand(Slot(), 0, 4, words.Seed()),
    };

    private Command Make() => words.Choose(12) switch
    {
        < 5 => new MkdirCommand(words.NewPath(), words.Mode()),
        < 7 => new SymlinkCommand(words.Target(), words.NewPath()),
        < 9 => new LinkCommand(words.Path(), words.NewPath(), words.OneIn(2)),
        9 => new MknodCommand(words.NewPath(), NodeKind.File, words.Mode(), default),
        10 => new MknodCommand(words.NewPath(), words.Pick<NodeKind>([NodeKind.Fifo, NodeKind.Socket, NodeKind.Directory, NodeKind.Symlink]), words.Mode(), default),
        _ => new MknodCommand(words.NewPath(), words.Pick<NodeKind>([NodeKind.CharDevice, NodeKind.BlockDevice]), words.Mode(), words.Device()),
    };

    private Command Move() => words.Choose(10) switch
    {
        < 4 => new RenameCommand(words.Path(), words.NewPath(), RenameFlags.None),
        < 6 => new RenameCommand(words.Path(), words.Path(), (RenameFlags)words.Choose(8)),
        < 8 => new UnlinkCommand(words.Path()),
        _ => new RmdirCommand(words.Path()),
    };

    private Command Attribute() => words.Choose(10) switch
    {
        0 => new TruncateCommand(words.Path(), words.Length()),
        < 3 => new ChmodCommand(words.Path(), words.Mode(), !words.OneIn(4)),
        < 5 => new ChownCommand(words.Path(), words.Owner(), words.Owner(), words.OneIn(2)),
        < 7 => new UtimensCommand(words.Path(), words.Time(), words.Time(), words.OneIn(2)),
        < 9 => new SetXattrCommand(words.Path(), words.Xattr(), words.XattrLength(), words.Seed(), (XattrFlags)words.Choose(words.OneIn(10) ? 5 : 3), words.OneIn(2)),
        _ => new RemoveXattrCommand(words.Path(), words.Xattr(), words.OneIn(2)),
    };

    private Command Look() => words.Choose(6) switch
    {
        0 => new StatCommand(words.Path(), words.OneIn(2)),
        1 => new ReadDirectoryCommand(words.Path()),
        2 => new ReadLinkCommand(words.Path()),
        3 => new GetXattrCommand(words.Path(), words.Xattr(), words.OneIn(2)),
        4 => new ListXattrsCommand(words.Path(), words.OneIn(2)),
        _ => new StatCommand(words.Path(), Follow: true),
    };

    private int Slot() => words.Choose(IKernelFace.Slots);
}
