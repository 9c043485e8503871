namespace UnionFs.Tests.Live;

/// <summary>Paths that are asked for often are remembered; what they lead to is what a walk finds, before and after every change.</summary>
public class QuickWalkTests
{
    private const int Often = 600;

    private static readonly string[] Oddities =
        ["/d1/e1/", "/d1//e1/f1", "//d1/e1/f1", "/d1/./e1/f1", "/d1/e1/..", "/d1/e1/.", "/d1/e1/../e2/f1", "/d1/link/f1", "/d1/e1/none", "/d1/e1/f1/x", "/d1/none/f1", "d1/e1/f1",
         "/d1/e1/tolink", "/d1/e1/a\0b", "/d1/e1/f1/", "/link/f1", "", "/", "/d1", "/d1/e1"];

    [Fact]
    public void PathsAskedOften_LeadToWhatAWalkFinds()
    {
        UnionFileSystem fs = Sample();
        string[] paths = [.. Oddities, "/d1/e1/" + new string('n', 256), "/" + new string('n', 256) + "/e1/f1", .. from d in Enumerable.Range(0, 20) from f in Enumerable.Range(0, 3) select $"/d{d}/e1/f{f}"];
        // The one who walks: a caller with rights of its own is asked about at each step.
        FileSystem walking = fs.As(new Identity(uid: 1, gid: 1));
        string[] before = [.. paths.Select(path => Answer(walking, path))];
        for (int i = 0; i < Often; i++) Assert.Equal(before, paths.Select(path => Answer(fs, path)));
    }

    [Fact]
    public void AfterEachChange_TheyLeadToWhatIsThereNow()
    {
        UnionFileSystem fs = Sample();
        const string path = "/d1/e1/f1", beside = "/d2/e1/f1";
        Heat(fs, path, beside);
        Snapshot before = fs.Snapshot();
        Heat(before, path);
        string kept = Answer(before, path);
        Action[] changes =
        [
            () => fs.File.WriteAllText(path, "longer than it was"),
            () => fs.Posix.Chmod(path, 0x100),
            () => fs.Directory.Move("/d1/e1", "/d1/away"),
            () => fs.Directory.Move("/d1/away", "/d1/e1"),
            () => fs.Posix.RemoveTree("/d1"),
            () => fs.Posix.Symlink("d2", "/d1"),
            () => fs.Posix.Unlink("/d1"),
            () => fs.Directory.CreateDirectory("/d1/e1"),
            () => fs.Posix.Link(beside, path),
            () => fs.File.AppendAllText(path, "seen through the other name"),
            () => fs.Restore(before),
        ];
        foreach (Action change in changes)
        {
            change();
            FileSystem walking = fs.As(new Identity(uid: 1, gid: 1));
            (string here, string there) = (Answer(walking, path), Answer(walking, beside));
            for (int i = 0; i < Often; i++) Assert.Equal((here, there), (Answer(fs, path), Answer(fs, beside)));
            Assert.Equal(kept, Answer(before, path));
        }
        Assert.Equal(kept, Answer(fs, path));
    }

    [Fact]
    public void LinkThatLeadsNowhere_IsMissing_AndSaysNothingOfItself()
    {
        var fs = new UnionFileSystem();
        fs.Posix.Symlink("nowhere", "/link");
        fs.Posix.SetXattr("/link", "trusted.a", new byte[] { 1 }, followLinks: false);
        for (int i = 0; i < Often; i++)
        {
            Assert.Equal(FsError.ENOENT, fs.Posix.Stat("/link", out FileStat stat));
            Assert.Equal((NodeKind.File, 0L), (stat.Kind, stat.Inode));
            Assert.Equal(FsError.ENOENT, fs.Posix.ListXattrs("/link", out XattrSet xattrs));
            Assert.Same(XattrSet.Empty, xattrs);
        }
    }

    [Fact]
    public void MoreDirectoriesThanAreRemembered_AllAreFound()
    {
        var builder = new LayerBuilder();
        const int directories = 70_000;
        for (int i = 0; i < directories; i++) builder.AddFile(PathOf(i), "");
        var fs = new UnionFileSystem(builder.Build());
        for (int round = 0; round < 2; round++)
            for (int i = 0; i < directories; i++) Assert.Equal(FsError.None, fs.Posix.Stat(PathOf(i), out _));
        Assert.Equal(FsError.ENOENT, fs.Posix.Stat(PathOf(1) + "x", out _));

        static string PathOf(int i) => FormattableString.Invariant($"/top/d{i % 300}/e{i}/f");
    }

    [Fact]
    public void LargeDirectory_AskedOften_NamesComeAndGo()
    {
        const int files = 3000;
        var builder = new LayerBuilder();
        for (int i = 0; i < files; i++) builder.AddFile(FormattableString.Invariant($"/dir/f{i}"), FormattableString.Invariant($"{i}"));
        var fs = new UnionFileSystem(builder.Build());
        for (int round = 0; round < 3; round++)
        {
            for (int twice = 0; twice < 2; twice++)
                for (int i = 0; i < files; i++) Assert.Equal(i % 100 < round ? FsError.ENOENT : FsError.None, fs.Posix.Stat(FormattableString.Invariant($"/dir/f{i}"), out _));
            for (int i = round; i < files; i += 100) fs.File.Delete(FormattableString.Invariant($"/dir/f{i}"));
        }
        Assert.Equal(files - 90, fs.Directory.GetFiles("/dir").Length);
        Assert.Equal("2999", fs.File.ReadAllText("/dir/f2999"));
    }

    private static UnionFileSystem Sample()
    {
        var builder = new LayerBuilder();
        for (int d = 0; d < 20; d++)
            for (int e = 0; e < 3; e++)
                for (int f = 0; f < 3; f++) builder.AddFile($"/d{d}/e{e}/f{f}", $"{d} {e} {f}");
        builder.AddSymlink("/d1/link", "e2").AddSymlink("/link", "/d1/e1").AddSymlink("/d1/e1/tolink", "f2");
        return new UnionFileSystem(builder.Build());
    }

    private static void Heat(FileSystem fs, params string[] paths)
    {
        for (int i = 0; i < Often; i++)
            foreach (string path in paths) fs.Posix.Stat(path, out _);
    }

    private static string Answer(FileSystem fs, string path)
    {
        FsError error = fs.Posix.Stat(path, out FileStat stat), linkError = fs.Posix.LStat(path, out FileStat link);
        return $"{Text(error, stat)} {Text(linkError, link)}";
    }

    private static string Text(FsError error, FileStat stat) => error == FsError.None ? $"{stat.Kind} {stat.Inode} {stat.Size} {stat.LinkCount} {stat.Mode:x}" : error.ToString();
}
