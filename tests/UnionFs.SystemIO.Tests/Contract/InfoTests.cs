using System.IO.Abstractions;

namespace UnionFs.SystemIO.Tests.Contract;

/// <summary>What System.IO itself tells of entries, where the wrapper that the cases run on keeps it back.</summary>
public class InfoTests
{
    [Theory]
    [InlineData("f")]
    [InlineData("dir")]
    [InlineData("dir/")]
    [InlineData("link")]
    [InlineData("dirlink")]
    [InlineData("dangling")]
    [InlineData("loop")]
    [InlineData("nope")]
    [InlineData("f/x")]
    public void UnixFileMode_OfInfos_IsSystemIos(string path)
    {
        using World real = World.Real();
        using World union = World.Union(real.Root);
        Assert.Equal(Mode(() => new FileInfo(path).UnixFileMode), Mode(() => union.Fs.FileInfo.New(path).UnixFileMode));
        Assert.Equal(Mode(() => new DirectoryInfo(path).UnixFileMode), Mode(() => union.Fs.DirectoryInfo.New(path).UnixFileMode));
    }

    [Theory]
    [InlineData("f", UnixFileMode.UserRead | UnixFileMode.StickyBit)]
    [InlineData("dirlink", UnixFileMode.UserRead)]
    [InlineData("dangling", UnixFileMode.UserRead)]
    [InlineData("loop", UnixFileMode.UserRead)]
    [InlineData("nope", UnixFileMode.UserRead)]
    [InlineData("no/pe", UnixFileMode.UserRead)]
    [InlineData("f", (UnixFileMode)0x8000)]
    public void UnixFileMode_SetThroughInfos_IsSystemIos(string path, UnixFileMode mode)
    {
        using World real = World.Real();
        using World union = World.Union(real.Root);
        string expected = Mode(() =>
        {
            var info = new FileInfo(path) { UnixFileMode = mode };
            return info.UnixFileMode;
        });
        string actual = Mode(() =>
        {
            IFileInfo info = union.Fs.FileInfo.New(path);
            info.UnixFileMode = mode;
            return info.UnixFileMode;
        });
        Assert.Equal(expected, actual);
        Assert.Equal(Outcome.Tree(real), Outcome.Tree(union));
    }

    [Fact]
    public void Directory_OfTheRoot_IsNullAsSystemIos()
    {
        Assert.Null(new FileInfo("/").Directory);
        Assert.Null(new UnionFileSystemIO().FileInfo.New("/").Directory);
    }

    private static string Mode(Func<UnixFileMode> ask)
    {
        try
        {
            return ask().ToString();
        }
        catch (Exception e)
        {
            return Outcome.Show(e);
        }
    }
}
