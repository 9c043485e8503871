using System.Globalization;

namespace UnionFs.Tests.Cost;

/// <summary>Moving and removing a directory costs its depth, not what is in it; a difference costs what changed.</summary>
[Collection(TreeTests.Name)]
public class TreeVerbCostTests(TreeFixture trees)
{
    [Fact]
    public void Rename_LowerDirectory_AllocatesTheSameForTenAndTenThousandFiles() =>
        AllocatesTheSame(static fs => fs.Posix.Rename("/x/dir", "/x/moved"));

    [Fact]
    public void RemoveTree_LowerDirectory_AllocatesTheSameForTenAndTenThousandFiles() =>
        AllocatesTheSame(static fs => fs.Posix.RemoveTree("/x/dir"));

    [Fact]
    public void RemoveTree_LowerDirectory_IsOneWhiteout()
    {
        var fs = new UnionFileSystem(WithFiles(10_000));
        Assert.Equal(FsError.None, fs.Posix.RemoveTree("/x/dir"));
        Assert.Equal(["/ Directory", "/x Directory", "/x/dir Whiteout"], fs.Diff().Entries().Select(entry => $"{entry.Path} {entry.Kind}"));
    }

    [Fact]
    public void Diff_TenChangesInAMillionFiles_AllocatesAsItsChanges()
    {
        // The directories that change are of one size in both, so that only what lies beside them differs.
        long few = DiffOfTen(ForDiff(new LayerBuilder("few").Build()));
        long many = DiffOfTen(ForDiff(trees.Million));
        Assert.InRange(few, 1, 64 * 1024);
        Assert.InRange(many, 1, 64 * 1024);
    }

    private static LayerStack ForDiff(Layer beside) => LayerStack.FromBottom(beside, WithFiles(100));

    private static long DiffOfTen(LayerStack stack)
    {
        var fs = new UnionFileSystem(stack);
        for (int i = 0; i < 10; i++) fs.File.WriteAllText($"/x/dir/sub/f{i}", "changed");
        Assert.Equal(10, fs.GetChanges().Count);
        return Allocated.By(() => fs.GetChanges());
    }

    private static void AllocatesTheSame(Func<UnionFileSystem, FsError> verb)
    {
        Run(10, verb);
        Assert.Equal(Run(10, verb), Run(10_000, verb));
    }

    private static long Run(int files, Func<UnionFileSystem, FsError> verb)
    {
        // A second layer has the directory too: it is merged when somebody looks, not because it is moved or removed.
        var fs = new UnionFileSystem(LayerStack.FromBottom(WithFiles(files), new LayerBuilder("upper").AddDirectory("/x/dir/sub").AddFile("/x/dir/sub/more", "1").Build()));
        Assert.Equal(FsError.None, fs.Posix.Stat("/x/dir", out _));
        return Allocated.Once(() => verb(fs));
    }

    private static Layer WithFiles(int files)
    {
        var builder = new LayerBuilder("lower").AddDirectory("/x").AddDirectory("/x/dir").AddDirectory("/x/dir/sub");
        for (int i = 0; i < files; i++) builder.AddFile(string.Create(CultureInfo.InvariantCulture, $"/x/dir/sub/f{i}"), "1");
        return builder.Build();
    }
}
