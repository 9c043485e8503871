namespace UnionFs.Model;

/// <summary>Makes up commands, every verb and flag among them.</summary>
public sealed class CommandGenerator(Words words)
{
    private static readonly OpenFlags[] More = [OpenFlags.O_CREAT, OpenFlags.O_EXCL, OpenFlags.O_TRUNC, OpenFlags.O_APPEND, OpenFlags.O_DIRECTORY, OpenFlags.O_NOFOLLOW];

    private readonly PlanReader _plan = words.Plan;

    public Command Next() => _plan.Choose(32) switch
    {
        < 17 => PathCommand(),
        < 27 => HandleCommand(),
        _ => WorldCommand(),
    };

    private Command PathCommand()
    {
        string path = words.Path();
        return _plan.Choose(40) switch
        {
            0 => new StatCommand(path, _plan.OneIn(2)),
            1 => new ReadLinkCommand(path),
            2 => new RealPathCommand(path),
            3 => new ListCommand(path),
            4 => new ReadCommand(path),
            < 8 => new MkdirCommand(path, words.Mode()),
            < 10 => new MknodCommand(path, (NodeKind)_plan.Choose(8), words.Mode(), (uint)_plan.Choose(3)),
            < 12 => new SymlinkCommand(words.Target(), path),
            < 15 => new LinkCommand(words.Path(), path, _plan.OneIn(3)),
            < 17 => new UnlinkCommand(path),
            < 19 => new RmdirCommand(path),
            < 21 => new RemoveTreeCommand(path),
            < 27 => new RenameCommand(words.Path(), path, (RenameFlags)_plan.Pick<int>([0, 0, 0, 0, 1, 2, 2, 3, 4])),
            < 30 => new WriteCommand(path, words.Length(), words.Mode()),
            30 => new TruncateCommand(path, words.Length() - (_plan.OneIn(8) ? 21 : 0)),
            31 => new ChmodCommand(path, words.Mode(), !_plan.OneIn(4)),
            32 => new ChownCommand(path, words.Owner(), words.Owner(), !_plan.OneIn(4)),
            33 => new UtimensCommand(path, words.Time(), words.Time(), !_plan.OneIn(4)),
            < 36 => new SetXattrCommand(path, words.Xattr(), _plan.OneIn(64) ? 65537 : _plan.Choose(4), (XattrFlags)_plan.Pick<int>([0, 0, 0, 1, 1, 2, 3, 4]), !_plan.OneIn(4)),
            36 => new RemoveXattrCommand(path, words.Xattr(), !_plan.OneIn(4)),
            37 => new GetXattrCommand(path, words.Xattr(), !_plan.OneIn(4)),
            38 => new ListXattrsCommand(path, !_plan.OneIn(4)),
            _ => new StatCommand(path, Follow: false),
        };
    }

    private Command HandleCommand()
    {
        int slot = _plan.Choose(Side.HandleSlots);
        return _plan.Choose(20) switch
        {
            < 7 => Open(slot),
            7 => new HandleReadCommand(slot, words.Offset(), 1 + words.Length() % 64),
            < 11 => new HandleWriteCommand(slot, words.Offset(), words.Length()),
            11 => new HandleAppendCommand(slot, words.Length()),
            12 => new HandleSetLengthCommand(slot, words.Length() - (_plan.OneIn(8) ? 21 : 0)),
            13 => new HandleChmodCommand(slot, words.Mode()),
            14 => new HandleChownCommand(slot, words.Owner(), words.Owner()),
            15 => new HandleUtimensCommand(slot, words.Time(), words.Time()),
            16 => new HandleStatCommand(slot),
            < 19 => new HandleListCommand(slot),
            _ => new HandleCloseCommand(slot),
        };
    }

    private OpenCommand Open(int slot)
    {
        var flags = (OpenFlags)_plan.Pick<int>([0, 1, 2, 2, 2, 0, 2, 3]);
        for (int more = _plan.Choose(4); more > 1; more--) flags |= _plan.Pick<OpenFlags>(More);
        return new OpenCommand(slot, words.Path(), flags, words.Mode());
    }

    private Command WorldCommand()
    {
        int slot = _plan.Choose(World.Slots);
        switch (_plan.Choose(16))
        {
            case < 3: return new SnapshotCommand(slot);
            case 3: return new RestoreCommand(slot);
            case 4: return new ForkCommand(slot);
            case 5: return new ForkSnapshotCommand(_plan.Choose(World.Slots), slot);
            case 6: return new SwitchCommand(slot);
            case 7: return new CommitCommand();
            case 8: return new DiffSnapshotsCommand(_plan.Choose(World.Slots), slot);
            case < 11: return new DiffCommand(slot, Adopt: _plan.OneIn(3));
            case 11: return new OnSnapshotCommand(slot, _plan.OneIn(3) ? Open(_plan.Choose(Side.HandleSlots)) : PathCommand());
            default: return Update();
        }
    }

    private UpdateCommand Update()
    {
        var inside = new List<Command>();
        for (int count = 1 + _plan.Choose(5); count > 0; count--)
        {
            Command command = _plan.OneIn(3) ? HandleCommand() : PathCommand();
            inside.Add(_plan.OneIn(8) ? new OuterCommand(command) : command);
        }
        return new UpdateCommand(inside, Throws: _plan.OneIn(3));
    }
}
