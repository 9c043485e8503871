using System.Globalization;
using System.IO.Compression;

namespace UnionFs.Testing.Tests;

public class FixtureTests
{
    private const string Tree = "app/\n  config.json: {}\n  run.sh [755]: |\n    #!/bin/sh\n    echo hi\n  current -> config.json\nlogs/\n";

    [Fact]
    public void Forks_SeeTheBase_AndNothingOfEachOther()
    {
        FileSystemFixture fixture = FileSystemFixture.FromTree(Tree);
        UnionFileSystem one = fixture.Fork(), two = fixture.Fork();
        one.File.WriteAllText("/app/config.json", "{1}");
        two.File.Delete("/app/run.sh");
        Assert.Equal("{}", two.File.ReadAllText("/app/current"));
        Assert.True(one.File.Exists("/app/run.sh"));
        one.AssertChanges("modified /app/config.json");
        two.AssertChanges("removed /app/run.sh");
        fixture.Base.AssertTree("/", Tree);
    }

    [Fact]
    public void Base_FromAHostDirectoryOrAZip_IsTheSame()
    {
        string folder = Directory.CreateTempSubdirectory("unionfs-testing-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "tree/app"));
            File.WriteAllText(Path.Combine(folder, "tree/app/a.txt"), "one\ntwo\n");
            ZipFile.CreateFromDirectory(Path.Combine(folder, "tree"), Path.Combine(folder, "tree.zip"));
            foreach (FileSystemFixture fixture in new[] { FileSystemFixture.FromHostDirectory(Path.Combine(folder, "tree")), FileSystemFixture.FromZip(Path.Combine(folder, "tree.zip")) })
            {
                fixture.Base.AssertTree("/", "app/\n  a.txt: |\n    one\n    two\n");
                UnionFileSystem fs = fixture.Fork();
                fs.File.AppendAllText("/app/a.txt", "three\n");
                fs.AssertChanges("modified /app/a.txt (Content, Times)");
            }
            Assert.Equal("one\ntwo\n", File.ReadAllText(Path.Combine(folder, "tree/app/a.txt")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Base_FromWhatIsNotThere_NamesIt()
    {
        Assert.Contains("/no/such", Assert.Throws<DirectoryNotFoundException>(() => FileSystemFixture.FromHostDirectory("/no/such")).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => FileSystemFixture.FromZip("/no/such.zip"));
    }

    [Fact]
    public void With_IsPartOfTheBase_AndLeavesTheOtherAsItWas()
    {
        FileSystemFixture fixture = FileSystemFixture.Build(fs => fs.File.WriteAllText("/a", "1"));
        FileSystemFixture more = fixture.With(fs => fs.File.Move("/a", "/b"));
        Assert.Empty(more.Fork().GetChanges());
        more.Base.AssertTree("/", "b: 1");
        fixture.Base.AssertTree("/", "a: 1");
        Assert.Throws<InvalidTimeZoneException>(() => fixture.With(_ => throw new InvalidTimeZoneException()));
    }

    [Fact]
    public void Layers_AreMerged_TheFirstAtTheBottom()
    {
        var fixture = new FileSystemFixture(TextTree.Parse("a: 1\nb: 1"), TextTree.Parse("b: 2"));
        fixture.Base.AssertTree("/", "a: 1\nb: 2");
    }

    [Fact]
    public async Task TenThousandForks_OfTenThousandFiles_WrittenInParallel_ShareOneBase()
    {
        FileSystemFixture fixture = Numbered(10_000);
        await Parallel.ForAsync(0, 10_000, (i, _) =>
        {
            UnionFileSystem fs = fixture.Fork();
            fs.File.WriteAllText(PathOf(i), "changed");
            Assert.Equal("changed", fs.File.ReadAllText(PathOf(i)));
            Assert.Equal("x", fs.File.ReadAllText(PathOf((i + 1) % 10_000)));
            return ValueTask.CompletedTask;
        });
        Assert.Equal("x", fixture.Base.File.ReadAllText(PathOf(77)));
    }

    [Fact]
    public void Fork_AllocatesTheSame_WhateverTheNumberOfFiles()
    {
        FileSystemFixture few = Numbered(100), many = Numbered(10_000);
        long ofFew = Allocated(() => few.Fork());
        Assert.Equal(ofFew, Allocated(() => many.Fork()));
        Assert.InRange(ofFew, 1, 128);
    }

    [Fact]
    public void ForkWithOneWrite_VisitsThePathAlone()
    {
        // 100 directories of 100 files in both, and 100 times as many beside them in one: the write copies the nodes on its way, and no others.
        FileSystemFixture few = Numbered(10_000), many = Numbered(10_000).With(fs =>
        {
            for (int i = 0; i < 10_000; i++) fs.Posix.WriteContent($"/d00/sub{i % 100}-{i}", Content.Empty);
        });
        long ofFew = Allocated(() => few.Fork().Posix.WriteContent("/d42/f4242", Content.Empty));
        Assert.Equal(ofFew, Allocated(() => many.Fork().Posix.WriteContent("/d42/f4242", Content.Empty)));
        Assert.InRange(ofFew, 1, 8 * 1024);
    }

    /// <summary>Files in 100 directories (or fewer, 100 in each).</summary>
    private static FileSystemFixture Numbered(int files)
    {
        var builder = new LayerBuilder("numbered");
        Content content = Content.From("x");
        for (int i = 0; i < files; i++) builder.AddFile(PathOf(i), content);
        return new FileSystemFixture(builder.Build());
    }

    private static string PathOf(int i) => string.Create(CultureInfo.InvariantCulture, $"/d{i / 100:00}/f{i}");

    private static long Allocated(Action action)
    {
        for (int i = 0; i < 3; i++) action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
