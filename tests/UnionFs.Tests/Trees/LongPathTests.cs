using UnionFs.Nodes;

namespace UnionFs.Tests.Trees;

public sealed class LongPathTests
{
    [Fact]
    public void Path_OverTheLength_IsNotRemembered()
    {
        var files = new UnionFileSystem();
        string directory = "a/" + new string('b', 100_000);
        for (int i = 0; i < 1000; i++) files.Posix.LStat("/" + directory + "/c", out _);
        for (int i = 0; i < 1000; i++) files.Posix.LStat("/a/b/c", out _);
        PathIndex index = files.Host.Tree.Root.Paths!;
        Assert.NotNull(index.Find("a/b", NameHash.Of("a/b")));
        Assert.Null(index.Find(directory, NameHash.Of(directory)));
    }
}
