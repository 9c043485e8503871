using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Scripts;

/// <summary>Chooses scripts of callers with an identity: a small tree of random modes and owners, and verbs where one bit decides.</summary>
internal sealed class CallerScripts(Random random)
{
    private static readonly int[] Modes =
    [
        0x1FF, 0x1ED, 0x1C0, 0x1A4, 0x180, 0x38, 0x7, 0x1F8, 0x1B6, 0xDB, 0x92, 0x49, 0x0,
        0x200 | 0x1FF, 0x400 | 0x1FD, 0x800 | 0x1ED, 0xC00 | 0x1FF, 0x400 | 0x1A4, 0xC00 | 0x1B6,
    ];

    private static readonly string[] Names = ["a", "a/s", "a/s/g", "a/f", "b", "b/h", "b/l", "a/new", "b/new", "a/s/new", "a/f/x", "none/x"];

    private static readonly string[] Xattrs = ["user.x", "trusted.x", "security.x", "security.capability"];

    internal static Script FromSeed(int seed)
    {
        var scripts = new CallerScripts(new Random(seed));
        return new Script(seed, scripts.Tree(), [.. Enumerable.Range(0, Script.Steps).Select(_ => scripts.Next())]);
    }

    /// <summary>Callers get in everywhere; what is there decides from then on.</summary>
    private List<PlantedEntry> Tree() =>
    [
        new("", NodeKind.Directory, 0x1FF),
        Owned("a", NodeKind.Directory),
        Owned("a/s", NodeKind.Directory),
        Owned("b", NodeKind.Directory),
        Owned("a/f", NodeKind.File) with { Xattrs = [.. Xattrs.Where(_ => random.Next(2) == 0).Select(name => (name, Value(name)))] },
        Owned("a/s/g", NodeKind.File),
        Owned("b/h", NodeKind.File),
        new("b/l", NodeKind.Symlink) { Target = "h" },
    ];

    private PlantedEntry Owned(string path, NodeKind kind) =>
        new(path, kind, Pick(Modes)) { Uid = Pick<uint>(0, 1000, 1000, 1001), Gid = Pick<uint>(0, 1000, 1000, 1001) };

    private AsCommand Next() => new(Pick(Callers.All()), Step(Pick(Names), Pick(Modes)));

    private Command Step(string path, int mode) => random.Next(18) switch
    {
        0 => new AccessCommand(path, (AccessModes)random.Next(8), Effective: true, Follow: true),
        1 => new MkdirCommand(path, mode),
        2 => new MknodCommand(path, Pick(NodeKind.File, NodeKind.Fifo, NodeKind.CharDevice), mode, new DeviceNumber(60, 1)),
        3 => new SymlinkCommand("f", path),
        4 => new LinkCommand(path, Pick(Names), Follow: false),
        5 => new UnlinkCommand(path),
        6 => new RmdirCommand(path),
        7 or 8 => new RenameCommand(path, Pick(Names), (RenameFlags)random.Next(3)),
        9 or 10 => new ChmodCommand(path, mode, Follow: true),
        11 => new ChownCommand(path, Pick<uint?>(null, 0, 1000, 1001), Pick<uint?>(null, 1000, 1000, 1001, 1002), Follow: false),
        12 => new TruncateCommand(path, 5),
        13 => new UtimensCommand(path, Time(), Time(), Follow: true),
        14 => random.Next(2) == 0 ? SetXattr(path, Pick(Xattrs)) : new RemoveXattrCommand(path, Pick(Xattrs), Follow: true),
        15 => new GetXattrCommand(path, Pick(Xattrs), Follow: true),
        16 => new ReadDirectoryCommand(path),
        _ => new OpenAndWriteCommand(path, Flags(), mode, Resizes: random.Next(2) == 0),
    };

    private OpenFlags Flags()
    {
        OpenFlags flags = Pick(OpenFlags.O_RDONLY, OpenFlags.O_WRONLY, OpenFlags.O_RDWR)
            | Pick(OpenFlags.O_RDONLY, OpenFlags.O_CREAT, OpenFlags.O_CREAT | OpenFlags.O_EXCL, OpenFlags.O_TRUNC, OpenFlags.O_CREAT | OpenFlags.O_TRUNC, OpenFlags.O_PATH, OpenFlags.O_TMPFILE);
        return (flags & OpenFlags.O_PATH) != 0 ? OpenFlags.O_PATH : flags;
    }

    private TimeChoice Time() => random.Next(3) switch
    {
        0 => new TimeChoice(IsOmit: true, IsNow: false, default),
        1 => new TimeChoice(IsOmit: false, IsNow: true, default),
        _ => TimeChoice.At(new UnixTime(1_000)),
    };

    private static SetXattrCommand SetXattr(string path, string name) => new(path, name, Value(name), XattrFlags.None, Follow: true);

    /// <summary>The kernel takes only well-formed file capabilities (revision 2).</summary>
    private static byte[] Value(string name) => name == "security.capability" ? [0, 0, 0, 2, .. new byte[16]] : [1];

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
