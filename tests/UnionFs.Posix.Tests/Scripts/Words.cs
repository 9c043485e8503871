using UnionFs.Posix.Tests.Faces;

namespace UnionFs.Posix.Tests.Scripts;

/// <summary>The small vocabulary of generated trees and scripts: few names, so that they collide, and each odd case now and then.</summary>
internal sealed class Words(Random random)
{
    /// <summary>Where paths start that are meant for no directory.</summary>
    internal const string Nowhere = "/none";

    internal static readonly string Longest = new('n', 255);
    internal static readonly string TooLong = new('m', 256);

    private static readonly string[] Common = ["a", "b", "c", "d"];
    private static readonly string[] Rare = [Longest, TooLong, "\u00e9\u4e2d", "\udcff"];
    private static readonly string[] Odd = ["", "/", ".", "..", "a/.", "a/..", "b/./c", "a/b/..", "../a", "/..", "//", "a/" + TooLong, "missing/" + TooLong, "d/.", "./"];

    private static readonly string[] Targets =
    [
        "a", "b", "c", "d", "/a", "/b", "/a/b", "/b/a", "../a", "../b", "..", "/", ".", "a/", "b/c", "/c/d", "missing", "missing/", "a/b", "/d",
        "./c", "../../a/c", "/missing/x", "d/", "//a//", TooLong,
    ];

    /// <summary>Never sticky and writable by all: see the intended differences.</summary>
    private static readonly int[] Modes = [0x1A4, 0x1ED, 0x9ED, 0x5ED, 0xDED, 0x5F8, 0x1FF, 0, 0xFFD, 0xDA4, 0x3C0, 0x400];

    private static readonly string[] Xattrs =
    [
        "user.a", "user.a", "user.a", "user.b", "trusted.a", "trusted.a", "security.x", "user.", "trusted.", "security.", "system.foo", "other", "",
        "user." + new string('x', 250), "user." + new string('x', 251), "user", "USER.a",
    ];

    private static readonly long[] Lengths = [0, 1, 2, 3, 5, 9, 20, 100, 4096, 16384, 20000, 70000, 1L << 40, -1];
    private static readonly long[] Offsets = [0, 1, 2, 5, 9, 0, 0, 50, -1, 4096, 16383, 16384, 3, 1L << 40, long.MaxValue];
    private static readonly long[] RangeLengths = [0, 1, 3, 9, 100, 4096, 5000, 16384, 16384, 20000, 70000, 1L << 40, long.MaxValue];

    /// <summary>Of fallocate: plain, holes and zeros, combinations that are wrong, and what the engine and tmpfs do not have.</summary>
    private static readonly int[] AllocateChoices = [0, 0, 1, 3, 3, 3, 0x10, 0x10, 0x11, 2, 0x13, 8, 0x20, 0x40, 0x1000];

    private static readonly int[] Counts = [0, 1, 2, 3, 5, 9, 20, 4097, 20000];

    /// <summary>The fewer names, the more steps meet.</summary>
    private readonly int _common = random.Next(2, Common.Length + 1);

    /// <summary>
    /// What paths start in: an open directory, by the path that it was opened by, <see cref="Nowhere"/>, or null for the root of the tree.
    /// </summary>
    internal string? Start { get; set; }

    internal int Choose(int count) => random.Next(count);

    internal bool OneIn(int count) => random.Next(count) == 0;

    /// <summary>Of a major number for local use: no driver may be woken by opening one. Never 0:0, which is a whiteout.</summary>
    internal DeviceNumber Device() => new(60, (uint)random.Next(600));

    internal T Pick<T>(ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>Where directories were planted or made, as far as can be told without running: so steps find what steps before them left.</summary>
    private readonly List<string> _directories = [];

    private readonly List<string> _others = [];

    /// <summary>Tells of something that is, or may be, there.</summary>
    internal void Know(string path, bool isDirectory)
    {
        if (Start == Nowhere) return;
        path = path.Length > 1 ? path.TrimEnd('/') : path;
        (isDirectory ? _directories : _others).Add(Start is null ? path : TreeView.Join(Start, path));
    }

    internal string Name() => OneIn(24) ? Pick<string>(Rare) : Common[Choose(_common)];

    /// <summary>A path that is meant to exist.</summary>
    internal string Path() => Path(preferDirectory: OneIn(2));

    internal string Path(bool preferDirectory)
    {
        if (Start is not null) return RelativePath(preferDirectory);
        List<string> known = preferDirectory ? _directories : _others;
        if (known.Count == 0 || OneIn(4)) return AnyPath();
        string path = known[Choose(known.Count)];
        return OneIn(16) ? path + "/" : path;
    }

    /// <summary>A path where something is to be made.</summary>
    internal string NewPath(bool isDirectory)
    {
        if (Start is not null)
        {
            string name = OneIn(3) ? RelativePath(isDirectory) : Name();
            if (!name.StartsWith('/')) Know(name, isDirectory);
            return name;
        }
        string path = OneIn(3) || _directories.Count == 0 ? AnyPath() : TreeView.Join(_directories[Choose(_directories.Count)].TrimEnd('/'), Name());
        Know(path, isDirectory);
        return path;
    }

    private string RelativePath(bool preferDirectory)
    {
        string start = Start!.Trim('/');
        string[] below = [.. (preferDirectory ? _directories : _others).Select(path => path.Trim('/'))
            .Where(path => path.Length > start.Length && path.StartsWith(start, StringComparison.Ordinal) && (start.Length == 0 || path[start.Length] == '/'))];
        if (below.Length > 0 && !OneIn(3)) return below[Choose(below.Length)][start.Length..].TrimStart('/');
        return AnyRelativePath();
    }

    private string AnyRelativePath() => OneIn(3) ? AnyPath() : OneIn(12) ? Pick<string>(["..", ".", "../a", "../b"]) : Name();

    private string AnyPath()
    {
        if (OneIn(24)) return Pick<string>(Odd);
        int depth = Choose(20) switch { < 10 => 1, < 17 => 2, < 19 => 3, _ => 4 };
        string path = OneIn(6) ? "/" : "";
        for (int i = 0; i < depth; i++)
        {
            string name = OneIn(24) ? Pick<string>([".", ".."]) : Name();
            path += i == 0 ? name : (OneIn(24) ? "//" : "/") + name;
        }
        return OneIn(12) ? path + "/" : path;
    }

    internal string Target() => OneIn(80) ? Pick<string>(["", new string('t', 4095), new string('t', 4096)]) : Pick<string>(Targets);

    internal int Mode() => Pick<int>(Modes);

    internal string Xattr() => Pick<string>(Xattrs);

    internal int XattrLength() => OneIn(24) ? Pick<int>([65536, 65537]) : Choose(30);

    /// <summary>How many bytes of a range: none to more than any file has.</summary>
    internal long RangeLength() => Pick<long>(RangeLengths);

    internal AccessModes AccessModes() => (AccessModes)(OneIn(20) ? Pick<int>([8, 16, -1]) : Choose(8));

    internal AllocateFlags AllocateFlags() => (AllocateFlags)Pick<int>(AllocateChoices);

    internal long Length() => Pick<long>(Lengths);

    internal long Offset() => Pick<long>(Offsets);

    internal int Count() => Pick<int>(Counts);

    internal byte Seed() => (byte)random.Next(1, 200);

    internal uint? Owner() => Pick<uint?>([null, 0, 1, 1000]);

    internal UnixTime Moment() => OneIn(2) ? new UnixTime(Choose(5), 999_999_999) : new UnixTime(-7, Choose(3));

    internal TimeChoice Time() => Choose(4) switch
    {
        0 => new TimeChoice(true, false, default),
        1 => new TimeChoice(false, true, default),
        _ => TimeChoice.At(Moment()),
    };
}
