using static UnionFs.FsError;

namespace UnionFs.Tests.Live;

/// <summary>What a caller who is not root may do: the rules that the random scripts hold against the kernel, one by one.</summary>
public class CallerTests
{
    private const uint Me = 1000, Another = 2000;
    private static readonly Metadata Mine = Owned(Me, 0x1ED), Roots = Owned(0, 0x1ED), Sticky = Owned(0, 0x3FF);

    private static Metadata Owned(uint owner, int mode) => new() { Mode = mode, Uid = owner, Gid = owner };

    private static (UnionFileSystem Root, PosixVerbs Me) Make(Action<LayerBuilder> add)
    {
        LayerBuilder builder = new LayerBuilder().AddDirectory("/", Owned(0, 0x1FF));
        add(builder);
        var fs = new UnionFileSystem(builder.Build());
        return (fs, fs.As(new Identity(Me, Me)).Posix);
    }

    private static FileStat Stat(FileSystem fs, string path)
    {
        Assert.Equal(None, fs.Posix.LStat(path, out FileStat stat));
        return stat;
    }

    [Fact]
    public void RemoveTree_GoesAsFarAsEveryDirectoryMayBeListedAndEmptied()
    {
        (UnionFileSystem root, PosixVerbs me) = Make(layer => layer
            .AddDirectory("/mine", Mine).AddDirectory("/mine/a", Mine).AddFile("/mine/a/roots", "", Roots).AddDirectory("/mine/empty", Owned(0, 0))
            .AddDirectory("/deep", Mine).AddDirectory("/deep/a", Mine).AddDirectory("/deep/a/roots", Roots).AddFile("/deep/a/roots/f", "", Mine)
            .AddDirectory("/hidden", Mine).AddDirectory("/hidden/a", Owned(Me, 0xC0)).AddFile("/hidden/a/f", "", Mine)
            .AddDirectory("/sticky", Mine).AddDirectory("/sticky/a", Sticky).AddFile("/sticky/a/roots", "", Roots));
        Assert.Equal(EACCES, me.RemoveTree("/deep"));
        Assert.Equal(EACCES, me.RemoveTree("/hidden"));
        Assert.Equal(EPERM, me.RemoveTree("/sticky"));
        Assert.Equal(None, me.RemoveTree("/mine"));
        Assert.Equal(["deep", "hidden", "sticky"], root.Directory.List("/").Select(entry => entry.Name));
        Assert.Equal(None, root.Posix.RemoveTree("/deep"));
    }

    [Fact]
    public void Rename_AsksForBothParents_AndForADirectoryThatGetsAnother()
    {
        (UnionFileSystem root, PosixVerbs me) = Make(layer => layer
            .AddDirectory("/a", Mine).AddDirectory("/b", Mine).AddDirectory("/a/roots", Roots).AddDirectory("/a/mine", Mine).AddDirectory("/b/roots", Roots).AddDirectory("/b/mine", Mine)
            .AddDirectory("/closed", Roots).AddFile("/closed/f", "", Mine).AddFile("/a/f", "", Mine)
            .AddDirectory("/s", Sticky).AddFile("/s/roots", "", Roots).AddFile("/s/mine", "", Mine));
        Assert.Equal(EACCES, me.Rename("/a/roots", "/b/new"));
        Assert.Equal(None, me.Rename("/a/roots", "/a/renamed"));
        Assert.Equal(EACCES, me.Rename("/a/mine", "/b/roots", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(EACCES, me.Rename("/b/roots", "/a/mine", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(None, me.Rename("/a/mine", "/b/mine", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(None, me.Rename("/a/mine", "/b/roots")); // what is replaced is not asked
        Assert.Equal(EACCES, me.Rename("/closed/f", "/a/f"));
        Assert.Equal(EACCES, me.Rename("/a/f", "/closed/f"));
        Assert.Equal(EACCES, me.Rename("/a/f", "/closed/new"));
        Assert.Equal(EPERM, me.Rename("/s/mine", "/s/roots"));
        Assert.Equal(EPERM, me.Rename("/s/roots", "/s/new"));
        Assert.Equal(None, me.Rename("/s/mine", "/s/new"));
        Assert.Equal(["new", "roots"], root.Directory.List("/s").Select(entry => entry.Name));
    }

    [Fact]
    public void Rename_Slashes_MeanDirectories()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "").AddDirectory("/d").AddDirectory("/e/sub").Build());
        PosixVerbs posix = fs.Posix;
        Assert.Equal(ENOTDIR, posix.Rename("/f/", "/g"));
        Assert.Equal(ENOTDIR, posix.Rename("/f", "/g/"));
        Assert.Equal(ENOTDIR, posix.Rename("/d", "/f/", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(EEXIST, posix.Rename("/f", "/e/.", RenameFlags.RENAME_NOREPLACE));
        Assert.Equal(EBUSY, posix.Rename("/f", "/e/."));
        Assert.Equal(None, posix.Rename("/f", "/d/", RenameFlags.RENAME_EXCHANGE));
        Assert.Equal(NodeKind.File, Stat(fs, "/d").Kind);
        Assert.Equal(None, posix.Rename("/f", "/g/"));
        Assert.Equal(ENOENT, posix.Symlink("x", "/new/"));
        Assert.Equal(ENOENT, posix.Link("/d", "/new/"));
        using FileHandle temporary = Open(posix, "/", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR);
        Assert.Equal(ENOENT, posix.Link(temporary.Itself, "/new/"));
    }

    [Fact]
    public void Open_AsksForWhatTheFlagsSay()
    {
        (_, PosixVerbs me) = Make(layer => layer.AddFile("/read", "r", Owned(0, 0x124)).AddFile("/write", "w", Owned(0, 0x92)).AddFile("/both", "b", Owned(0, 0x1B6)));
        Dictionary<string, OpenFlags[]> refused = new()
        {
            ["/read"] = [OpenFlags.O_WRONLY, OpenFlags.O_RDWR, OpenFlags.O_RDONLY | OpenFlags.O_TRUNC],
            ["/write"] = [OpenFlags.O_RDONLY, OpenFlags.O_RDWR, OpenFlags.O_RDONLY | OpenFlags.O_TRUNC],
            ["/both"] = [],
        };
        foreach ((string path, OpenFlags[] those) in refused)
            foreach (OpenFlags flags in (OpenFlags[])[OpenFlags.O_RDONLY, OpenFlags.O_WRONLY, OpenFlags.O_RDWR, OpenFlags.O_RDONLY | OpenFlags.O_TRUNC])
            {
                Assert.Equal(those.Contains(flags) ? EACCES : None, me.Open(path, flags, out FileHandle? handle));
                handle?.Dispose();
            }
        Assert.Equal(None, me.Stat("/read", out FileStat stat));
        Assert.Equal(1, stat.Size);
    }

    [Fact]
    public void Open_LinksAreFollowedOrNot()
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/f", "x").AddDirectory("/d").AddSymlink("/lf", "f").AddSymlink("/ld", "d").AddSymlink("/nowhere", "none").Build());
        PosixVerbs posix = fs.Posix;
        Assert.Equal(NodeKind.File, KindOf(OpenFlags.O_PATH));
        Assert.Equal(NodeKind.Symlink, KindOf(OpenFlags.O_PATH | OpenFlags.O_NOFOLLOW));
        Open(posix, "/ld", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR).Dispose();
        Assert.Equal(ENOTDIR, posix.Open("/ld", OpenFlags.O_TMPFILE | OpenFlags.O_RDWR | OpenFlags.O_NOFOLLOW, out _));
        Assert.Equal(ELOOP, posix.Open("/lf", OpenFlags.O_NOFOLLOW, out _));
        Assert.Equal(ELOOP, posix.Open("/nowhere", OpenFlags.O_NOFOLLOW | OpenFlags.O_CREAT | OpenFlags.O_WRONLY, out _));
        Assert.Equal(EEXIST, posix.Open("/nowhere", OpenFlags.O_EXCL | OpenFlags.O_CREAT | OpenFlags.O_WRONLY, out _));
        Assert.Equal(EISDIR, posix.Open("/missing/", OpenFlags.O_CREAT | OpenFlags.O_WRONLY, out _));
        Open(posix, "/nowhere", OpenFlags.O_CREAT | OpenFlags.O_WRONLY).Dispose();
        Assert.Equal(NodeKind.File, Stat(fs, "/none").Kind);
        Assert.Equal(None, posix.Chown("/lf", 7, 8, followLinks: false));
        Assert.Equal((7u, 0u), (Stat(fs, "/lf").Uid, Stat(fs, "/f").Uid));

        NodeKind KindOf(OpenFlags flags)
        {
            using FileHandle handle = Open(posix, "/lf", flags);
            Assert.Equal(None, handle.Stat(out FileStat stat));
            return stat.Kind;
        }
    }

    [Fact]
    public void Times_OfAnother_MayOnlyBecomeThePresent_ByWhoMayWrite()
    {
        (_, PosixVerbs me) = Make(layer => layer.AddFile("/mine", "", Mine).AddFile("/open", "", Owned(0, 0x1B6)).AddFile("/closed", "", Roots));
        var given = TimeSetting.At(new UnixTime(5));
        Assert.Equal(None, me.Utimens("/mine", given, TimeSetting.Omit));
        Assert.Equal(None, me.Utimens("/open", TimeSetting.Now, TimeSetting.Now));
        Assert.Equal(EPERM, me.Utimens("/open", TimeSetting.Now, TimeSetting.Omit));
        Assert.Equal(EPERM, me.Utimens("/open", TimeSetting.Omit, TimeSetting.Now));
        Assert.Equal(EPERM, me.Utimens("/open", given, given));
        Assert.Equal(EACCES, me.Utimens("/closed", TimeSetting.Now, TimeSetting.Now));
    }

    [Fact]
    public void Owner_WhatAChangeTakesAway()
    {
        (UnionFileSystem root, PosixVerbs me) = Make(layer => layer.AddFile("/plain", "", Roots).AddFile("/set", "", Owned(0, 0x9ED)).AddFile("/cap", "x").AddFile("/cap2", "x").AddDirectory("/d"));
        Assert.Equal(None, me.Chown("/plain", null, null));
        Assert.Equal(EPERM, me.Chown("/set", null, null));
        foreach (string path in (string[])["/cap", "/cap2", "/d"]) Assert.Equal(None, root.Posix.SetXattr(path, "security.capability", new byte[] { 1 }));
        foreach (string path in (string[])["/cap", "/d"]) Assert.Equal(None, root.Posix.Chown(path, 5, null));
        root.File.AppendAllText("/cap2", "y");
        Assert.Equal(ENODATA, root.Posix.GetXattr("/cap", "security.capability", out _));
        Assert.Equal(ENODATA, root.Posix.GetXattr("/cap2", "security.capability", out _));
        Assert.Equal(None, root.Posix.GetXattr("/d", "security.capability", out _));
        Assert.Equal(None, me.Mknod("/new", NodeKind.File));
        root.File.WriteAllText("/new", "a file");
        Assert.Equal((Me, Me, 6L), (Stat(root, "/new").Uid, Stat(root, "/new").Gid, Stat(root, "/new").Size));
    }

    [Fact]
    public void Xattrs_EachNamespaceHasItsRules()
    {
        (UnionFileSystem root, PosixVerbs me) = Make(layer => layer
            .AddFile("/mine", "", Mine).AddFile("/roots", "", Roots).AddFile("/secret", "", Owned(0, 0x180)).AddFile("/open", "", Owned(0, 0x3B6)).AddSymlink("/link", "mine", Mine)
            .AddDirectory("/sticky", Sticky).AddDirectory("/sticky-mine", Owned(Me, 0x3FF)).AddDirectory("/public", Owned(0, 0x1FF)));
        foreach (string path in (string[])["/mine", "/roots", "/secret", "/sticky"])
            foreach (string name in (string[])["user.a", "trusted.a", "security.a"]) Assert.Equal(None, root.Posix.SetXattr(path, name, new byte[1]));

        Assert.Equal([None, EACCES, EACCES, None], [Set("/mine", "user.x"), Set("/roots", "user.x"), Set("/secret", "user.x"), Set("/open", "user.x")]);
        Assert.Equal([EPERM, None, None], [Set("/sticky", "user.x"), Set("/sticky-mine", "user.x"), Set("/public", "user.x")]);
        Assert.Equal([None, None, EACCES, None], [Get("/mine", "user.a"), Get("/roots", "user.a"), Get("/secret", "user.a"), Get("/sticky", "user.a")]);
        Assert.Equal([EPERM, ENODATA], [me.SetXattr("/link", "user.x", new byte[1], followLinks: false), me.GetXattr("/link", "user.x", out _, followLinks: false)]);
        Assert.Equal([EPERM, ENODATA, None], [Set("/mine", "trusted.x"), Get("/mine", "trusted.a"), root.Posix.GetXattr("/mine", "trusted.a", out _)]);
        Assert.Equal([EPERM, None, None], [Set("/mine", "security.x"), Get("/mine", "security.a"), Get("/secret", "security.a")]);
        Assert.Equal([None, EPERM], [Set("/mine", "system.posix_acl_access"), Set("/roots", "system.posix_acl_access")]);
        Assert.Equal([EOPNOTSUPP, EOPNOTSUPP, EOPNOTSUPP, EINVAL], [Set("/mine", "system.x"), Set("/mine", "other.x"), Get("/mine", "other.x"), Set("/mine", "user.")]);
        Assert.Equal([EACCES, EPERM, EPERM, None],
            [me.RemoveXattr("/roots", "user.a"), me.RemoveXattr("/mine", "security.a"), me.RemoveXattr("/mine", "trusted.a"), me.RemoveXattr("/mine", "user.a")]);
        Assert.Equal(None, me.ListXattrs("/roots", out XattrSet listed));
        Assert.Equal(["security.a", "user.a"], listed.Names);

        string longest = "user." + new string('x', 250), umlauts = "user." + new string('\u00FC', 125);
        Assert.Equal([None, ERANGE, None, ERANGE], [Set("/mine", longest), Set("/mine", longest + "x"), Set("/mine", umlauts), Set("/mine", umlauts + "x")]);
        Assert.Equal([None, E2BIG], [me.SetXattr("/mine", "user.big", new byte[65536]), me.SetXattr("/mine", "user.big", new byte[65537])]);

        FsError Set(string path, string name) => me.SetXattr(path, name, new byte[1]);
        FsError Get(string path, string name) => me.GetXattr(path, name, out _);
    }

    [Fact]
    public void Identity_WhoIsAnother_IsTheThirdClass()
    {
        (UnionFileSystem root, _) = Make(layer => layer.AddFile("/f", "", Owned(Me, 0x1C0)));
        Assert.Equal(EACCES, root.As(new Identity(Another, Another)).Posix.Open("/f", OpenFlags.O_RDONLY, out _));
        Assert.Equal(None, root.As(new Identity(Me, Another)).Posix.Access("/f", AccessModes.R_OK));
    }

    private static FileHandle Open(PosixVerbs posix, PosixPath path, OpenFlags flags)
    {
        Assert.Equal(None, posix.Open(path, flags, out FileHandle? handle));
        return handle!;
    }
}
