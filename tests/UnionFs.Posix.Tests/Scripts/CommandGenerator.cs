using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Scripts;

/// <summary>Chooses the steps of a script.</summary>
internal sealed partial class CommandGenerator(Words words)
{
    internal Command Next() => words.Choose(32) switch
    {
        < 4 => Open(),
        < 12 => OnHandle(),
        < 16 => Make(),
        < 19 => Move(),
        < 22 => Attribute(),
        < 24 => Look(),
        < 27 => OpenPlace(),
        < 31 => At(),
        _ => Itself(),
    };

    private Command At()
    {
        if (!Has(SlotUse.Directory) && !words.OneIn(4)) return OpenPlace(SlotUse.Directory);
        int? first = Slot(SlotUse.Directory);
        int? second = words.OneIn(3) ? null : Slot(SlotUse.Directory);
        if (second is not null && words.OneIn(4)) first = null;
        words.Start = (first ?? second) is { } slot ? PathOf(slot) : "";
        Command inner;
        do
        {
            inner = words.Choose(8) switch { 0 => Open(), < 3 => Make(), < 5 => Move(), < 7 => Attribute(), _ => Look() };
        }
        while (!TakesADirectory(inner));
        words.Start = null;
        return new AtCommand(first, second, inner);
    }

    /// <summary>The system calls without an -at form start at the root only.</summary>
    private static bool TakesADirectory(Command command) =>
        command is not (TruncateCommand or SetXattrCommand or GetXattrCommand or ListXattrsCommand or RemoveXattrCommand);

    /// <summary>What is open in place of a path; above all to give a file of O_TMPFILE a name.</summary>
    private ItselfCommand Itself()
    {
        if (words.OneIn(2)) return LinkItself();
        Command inner = words.Choose(7) switch
        {
            0 => new StatCommand("", words.OneIn(2)),
            1 => new ChmodCommand("", words.Mode(), words.OneIn(2)),
            2 => new ChownCommand("", words.Owner(), words.Owner(), words.OneIn(2)),
            3 => new UtimensCommand("", words.Time(), words.Time(), words.OneIn(2)),
            4 => new TruncateCommand("", words.Length()),
            5 => new AccessCommand("", words.AccessModes(), words.OneIn(2), words.OneIn(2)),
            _ => new ReadLinkCommand(""),
        };
        return new ItselfCommand(Slot(words.Pick<SlotUse>([SlotUse.File, SlotUse.Nameless, SlotUse.Place, SlotUse.Directory])), null, inner);
    }

    private ItselfCommand LinkItself()
    {
        int slot = Slot(words.OneIn(3) ? SlotUse.File : SlotUse.Nameless);
        int? second = words.OneIn(2) ? Slot(SlotUse.Directory) : null;
        words.Start = second is { } start ? PathOf(start) : null;
        var link = new LinkCommand("", words.NewPath(isDirectory: false), words.OneIn(2));
        words.Start = null;
        return new ItselfCommand(slot, second, link);
    }

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
        < 9 => new SetXattrCommand(words.Path(), words.Xattr(), Bytes.Filled(words.XattrLength(), words.Seed()), (XattrFlags)words.Choose(words.OneIn(10) ? 5 : 3), words.OneIn(2)),
        _ => new RemoveXattrCommand(words.Path(), words.Xattr(), words.OneIn(2)),
    };

    private Command Look() => words.Choose(7) switch
    {
        0 => new StatCommand(words.Path(), words.OneIn(2)),
        1 => new ReadDirectoryCommand(words.Path(!words.OneIn(6))),
        2 => new ReadLinkCommand(words.Path()),
        3 => new GetXattrCommand(words.Path(), words.Xattr(), words.OneIn(2)),
        4 => new ListXattrsCommand(words.Path(), words.OneIn(2)),
        5 => new AccessCommand(words.Path(), words.AccessModes(), words.OneIn(2), !words.OneIn(3)),
        _ => new StatCommand(words.Path(), Follow: true),
    };
}
