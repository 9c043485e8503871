namespace UnionFs.Archives.Tests.Tar;

/// <summary>Random trees and random changes to them, by a seed: few names, so that they meet; odd ones among them.</summary>
internal sealed class RandomTree(int seed)
{
    private static readonly string[] Names =
    [
        "a", "b", "c", "dir", "\u00E9", "odd\uDCE9\uDCFF", "line\nfeed", "..x", " space ", new string('n', 101), new string('m', 90) + "\u6F22", new string('w', 251),
    ];

    private static readonly long[] Seconds = [0, 1, 1_700_000_000, -1, -5, 1L << 33, (1L << 33) - 1, 1L << 40];

    private readonly Random _random = new(seed);

    /// <summary>So many verbs, of which some fail, as they may.</summary>
    public void Change(UnionFileSystem fs, int verbs)
    {
        for (int i = 0; i < verbs; i++)
        {
            string path = Path(), other = Path();
            switch (_random.Next(13))
            {
                case 0 or 1 or 2:
                    MakeParents(fs, path);
                    fs.Posix.WriteContent(path, Bytes());
                    break;
                case 3 or 4:
                    MakeParents(fs, path);
                    fs.Posix.Mkdir(path, Mode());
                    break;
                case 5:
                    fs.Posix.RemoveTree(path);
                    if (_random.Next(3) == 0) break;
                    fs.Posix.Mkdir(path, Mode());
                    fs.Posix.WriteContent(path + "/new", Bytes());
                    break;
                case 6 or 12:
                    fs.Posix.Rename(path, other);
                    break;
                case 7:
                    // Most names are not there; some of what is becomes one file of several names.
                    for (int attempt = 0; attempt < 8 && fs.Posix.Link(path, other) != FsError.None; attempt++) (path, other) = (Path(), Path());
                    break;
                case 8:
                    fs.Posix.Symlink(_random.Next(2) == 0 ? other : new string('t', _random.Next(1, 300)), path);
                    break;
                case 9:
                    fs.Posix.Mknod(path, _random.Next(2) == 0 ? NodeKind.Fifo : NodeKind.BlockDevice, Mode(), default);
                    break;
                case 10:
                    fs.Posix.SetXattr(path, "user." + Names[_random.Next(Names.Length)].Replace("\n", "", StringComparison.Ordinal), new[] { (byte)'v', (byte)_random.Next(256), (byte)'\n' }, followLinks: false);
                    fs.Posix.Chown(path, Id(), Id(), followLinks: false);
                    break;
                default:
                    fs.Posix.Chmod(path, Mode(), followLinks: false);
                    fs.Posix.Utimens(path, default, TimeSetting.At(new UnixTime(Seconds[_random.Next(Seconds.Length)], _random.Next(3) * 123_456_789)), followLinks: false);
                    break;
            }
        }
    }

    private static void MakeParents(UnionFileSystem fs, string path)
    {
        for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1)) fs.Posix.Mkdir(path[..slash]);
    }

    private string Path()
    {
        int depth = _random.Next(1, 4);
        return string.Concat(Enumerable.Range(0, depth).Select(_ => "/" + Names[_random.Next(4) > 0 ? _random.Next(4) : _random.Next(Names.Length)]));
    }

    private int Mode() => _random.Next(0x1000);

    private uint Id() => _random.Next(3) switch { 0 => 0, 1 => (uint)_random.Next(3_000_000), _ => uint.MaxValue - 1 };

    private Content Bytes()
    {
        var bytes = new byte[_random.Next(4) switch { 0 => 0, 1 => 512, 2 => _random.Next(2000), _ => _random.Next(40_000) }];
        _random.NextBytes(bytes);
        return Content.FromOwned(bytes);
    }
}
