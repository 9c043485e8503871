using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Scripts;

/// <summary>Chooses the steps of a script.</summary>
internal sealed class CommandGenerator(Words words)
{
    private static readonly OpenFlags[] Extras =
        [OpenFlags.O_CREAT, OpenFlags.O_CREAT, OpenFlags.O_EXCL, OpenFlags.O_TRUNC, OpenFlags.O_APPEND, OpenFlags.O_NOFOLLOW, OpenFlags.O_DIRECTORY];

    private int _slot;

    internal Command Next() => words.Choose(24) switch
    {
        20 or 21 => OpenPlace(),
        > 21 => At(),
        < 4 => Open(),
        < 8 => Handle(),
        < 12 => Make(),
        < 15 => Move(),
        < 18 => Attribute(),
        _ => Look(),
    };

    /// <summary>What paths start in, and files without a name.</summary>
    private OpenCommand OpenPlace() => words.Choose(8) switch
    {
        < 3 => new OpenCommand(NextSlot(), words.Path(preferDirectory: true), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY),
        < 5 => new OpenCommand(NextSlot(), words.Path(preferDirectory: true), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY),
        5 => new OpenCommand(NextSlot(), words.Path(), OpenFlags.O_PATH | words.Pick<OpenFlags>([OpenFlags.O_RDONLY, OpenFlags.O_NOFOLLOW, OpenFlags.O_RDWR])),
        _ => new OpenCommand(NextSlot(), words.Path(preferDirectory: !words.OneIn(8)), OpenFlags.O_TMPFILE |
            words.Pick<OpenFlags>([OpenFlags.O_RDWR, OpenFlags.O_RDWR, OpenFlags.O_WRONLY, OpenFlags.O_RDONLY, OpenFlags.O_RDWR | OpenFlags.O_EXCL, OpenFlags.O_RDWR | OpenFlags.O_CREAT]), words.Mode()),
    };

    private Command At()
    {
        if (words.OneIn(6)) return new LinkItselfCommand(Slot(), words.NewPath(isDirectory: false));
        words.IsRelative = true;
        Command inner;
        do
        {
            inner = words.Choose(8) switch { 0 => Open(), < 3 => Make(), < 5 => Move(), < 7 => Attribute(), _ => Look() };
        }
        while (!TakesADirectory(inner));
        words.IsRelative = false;
        int? second = words.OneIn(3) ? null : Slot();
        return new AtCommand(second is not null && words.OneIn(4) ? null : Slot(), second, inner);
    }

    /// <summary>The system calls without an -at form start at the root only.</summary>
    private static bool TakesADirectory(Command command) =>
        command is not (TruncateCommand or SetXattrCommand or GetXattrCommand or ListXattrsCommand or RemoveXattrCommand);

    private OpenCommand Open()
    {
        switch (words.Choose(4))
        {
            case 0: return new OpenCommand(NextSlot(), words.Path(), words.OneIn(2) ? OpenFlags.O_RDONLY : OpenFlags.O_RDWR);
            case 1: return new OpenCommand(NextSlot(), words.Path(preferDirectory: false), OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        }
        var flags = (OpenFlags)(words.OneIn(40) ? 3 : words.Choose(3));
        for (int count = words.Choose(4); count > 0; count--) flags |= words.Pick<OpenFlags>(Extras);
        return new OpenCommand(NextSlot(), (flags & OpenFlags.O_CREAT) != 0 ? words.NewPath(isDirectory: false) : words.Path(), flags, words.Mode());
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
        < 5 => new MkdirCommand(words.NewPath(isDirectory: true), words.Mode()),
        < 7 => new SymlinkCommand(words.Target(), words.NewPath(isDirectory: false)),
        < 9 => new LinkCommand(words.Path(words.OneIn(6)), words.NewPath(isDirectory: false), words.OneIn(2)),
        9 => new MknodCommand(words.NewPath(isDirectory: false), NodeKind.File, words.Mode(), default),
        10 => new MknodCommand(words.NewPath(isDirectory: false), words.Pick<NodeKind>([NodeKind.Fifo, NodeKind.Socket, NodeKind.Directory, NodeKind.Symlink]), words.Mode(), default),
        _ => new MknodCommand(words.NewPath(isDirectory: false), words.Pick<NodeKind>([NodeKind.CharDevice, NodeKind.BlockDevice]), words.Mode(), words.Device()),
    };

    private Command Move() => words.Choose(10) switch
    {
        < 4 => Rename(),
        < 6 => new RenameCommand(words.Path(), words.Path(), (RenameFlags)words.Choose(8)),
        < 8 => new UnlinkCommand(words.Path(words.OneIn(6))),
        _ => new RmdirCommand(words.Path(!words.OneIn(6))),
    };

    private RenameCommand Rename()
    {
        bool isDirectory = words.OneIn(2);
        return new RenameCommand(words.Path(isDirectory), words.NewPath(isDirectory), RenameFlags.None);
    }

    private Command Attribute() => words.Choose(10) switch
    {
        0 => new TruncateCommand(words.Path(words.OneIn(6)), words.Length()),
        < 3 => new ChmodCommand(words.Path(), words.Mode(), !words.OneIn(4)),
        < 5 => new ChownCommand(words.Path(), words.Owner(), words.Owner(), words.OneIn(2)),
        < 7 => new UtimensCommand(words.Path(), words.Time(), words.Time(), words.OneIn(2)),
        < 9 => new SetXattrCommand(words.Path(), words.Xattr(), words.XattrLength(), words.Seed(), (XattrFlags)words.Choose(words.OneIn(10) ? 5 : 3), words.OneIn(2)),
        _ => new RemoveXattrCommand(words.Path(), words.Xattr(), words.OneIn(2)),
    };

    private Command Look() => words.Choose(6) switch
    {
        0 => new StatCommand(words.Path(), words.OneIn(2)),
        1 => new ReadDirectoryCommand(words.Path(!words.OneIn(6))),
        2 => new ReadLinkCommand(words.Path()),
        3 => new GetXattrCommand(words.Path(), words.Xattr(), words.OneIn(2)),
        4 => new ListXattrsCommand(words.Path(), words.OneIn(2)),
        _ => new StatCommand(words.Path(), Follow: true),
    };

    /// <summary>Mostly the slot that was opened last, which is the likeliest to be open still.</summary>
    private int Slot() => words.OneIn(3) ? words.Choose(IKernelFace.Slots) : _slot;

    private int NextSlot() => _slot = words.Choose(IKernelFace.Slots);
}
