namespace UnionFs.Model;

/// <summary>The small vocabulary of generated layers and scripts: few names, so that they collide, and each odd case now and then.</summary>
public sealed class Words(PlanReader plan, bool ignoreCase = false)
{
    private static readonly string[] Middle = ["a", "a", "a", "b", "b", "c"];

    private static readonly string[] Ends = ["a", "b", "c", "d", "a", "b", "c", "a", "b", "e"];

    /// <summary>Where case is ignored, half of the names are others' in another spelling. A long s and a sharp s are nobody's.</summary>
    private static readonly string[] MiddleAlike = ["a", "A", "a", "A", "b", "B", "\u00e9"];

    private static readonly string[] EndsAlike = ["a", "A", "b", "B", "c", "C", "ab", "aB", "Ab", "AB", "\u00e9", "\u00c9", "a", "A", "b", "d", "D", "\u00df"];

    private static readonly string[] TargetsAlike = ["A", "B", "/A", "/B/a", "../A", "A/", "a/B", "/\u00c9"];

    private static readonly string TooLong = new('n', 256);

    private static readonly string[] Odd =
    [
        "", "/", ".", "..", "a/.", "a/..", "a/../b", "./a", "//a//b", "../a", "b/./c", "a/b/..", "c/../d", "a\0", TooLong, "a/" + TooLong, "d/.", "/..", "missing/" + TooLong,
        new string('n', 255), "\u00e9\u4e2d",
    ];

    private static readonly string[] Targets =
    [
        "a", "b", "c", "d", "/a", "/b", "/a/b", "/b/a", "../a", "../b", "..", "/", ".", "a/", "b/c", "/c/d", "missing", "missing/", "a/b", "/d", "./c", "../../a/c",
    ];

    private static readonly int[] Modes = [0x1A4, 0x1ED, 0x9ED, 0x5ED, 0xDED, 0x5FD, 0x3FF, 0, 0x1FF, 0xFFF, 0xDA4];

    private static readonly string[] Xattrs = ["user.a", "user.a", "user.a", "user.b", "trusted.a", "trusted.a", "trusted.b", "security.x", "user.", "system.foo", "other", "", "user." + new string('x', 251)];

    private static readonly int[] Lengths = [0, 1, 2, 3, 5, 9, 20, 1, 3, 100, 16384, 20000];

    private static readonly int[] Offsets = [0, 1, 2, 5, 9, 0, 0, 50, -1, 16383, 16384, 3];

    public PlanReader Plan { get; } = plan;

    /// <summary>A path in a layer: normal and absolute.</summary>
    public string LayerPath() => "/" + Names();

    /// <summary>A path as a caller may write it.</summary>
    public string Path()
    {
        if (Plan.OneIn(24)) return Plan.Pick<string>(Odd);
        string path = (Plan.OneIn(8) ? "" : "/") + Names();
        return Plan.OneIn(12) ? path + "/" : path;
    }

    public string Target() => Plan.OneIn(64) ? Plan.Pick<string>(["", "a\0", new string('t', 4096)]) : LayerTarget();

    public string LayerTarget() => ignoreCase && Plan.OneIn(2) ? Plan.Pick<string>(TargetsAlike) : Plan.Pick<string>(Targets);

    public int Mode() => Plan.Pick<int>(Modes);

    public string Xattr() => Plan.Pick<string>(Xattrs);

    public int Length() => Plan.Pick<int>(Lengths);

    public int Offset() => Plan.Pick<int>(Offsets);

    public uint? Owner() => Plan.Pick<uint?>([null, 0, 1, 1000]);

    public TimeChoice Time() => Plan.Choose(4) switch
    {
        0 => new(IsOmit: true, IsNow: false, default),
        1 => new(IsOmit: false, IsNow: true, default),
        2 => new(false, false, new UnixTime(Plan.Choose(5), 999_999_999)),
        _ => new(false, false, new UnixTime(-7, Plan.Choose(3))),
    };

    public Metadata LayerMetadata()
    {
        if (Plan.Choose(3) > 0) return Metadata.DefaultDirectory;
        var metadata = new Metadata
        {
            Mode = Mode(), Uid = Owner() ?? 7, Gid = Owner() ?? 8,
            AccessTime = new UnixTime(Plan.Choose(3)), ModifyTime = new UnixTime(Plan.Choose(4), Plan.Choose(3)),
            ChangeTime = new UnixTime(Plan.Choose(4)), BirthTime = new UnixTime(Plan.Choose(2)),
        };
        if (Plan.OneIn(3)) metadata = metadata with { Xattrs = metadata.Xattrs.With("trusted.a", [1, (byte)Plan.Choose(3)]) };
        return metadata;
    }

    private string Names() => Plan.Choose(20) switch
    {
        < 9 => Last(),
        < 16 => $"{First()}/{Last()}",
        < 19 => $"{First()}/{First()}/{Last()}",
        _ => $"{First()}/{First()}/{First()}/{Last()}",
    };

    private string First() => Plan.Pick<string>(ignoreCase ? MiddleAlike : Middle);

    private string Last() => Plan.Pick<string>(ignoreCase ? EndsAlike : Ends);
}
