using UnionFs.Tests.Shared;

namespace UnionFs.Testing.Tests;

public class HostileArgumentTests
{
    [Fact]
    public async Task Members_WithHostileArguments_SayWhatIsWrong()
    {
        var fixture = FileSystemFixture.FromTree("a: text");
        var hostile = new HostileArguments(typeof(FileSystemFixture).Assembly, type => type switch
        {
            _ when type == typeof(FileSystemFixture) => fixture,
            _ when type == typeof(UnionFileSystem) || type == typeof(FileSystem) => fixture.Fork(),
            _ when type == typeof(Snapshot) => fixture.Base,
            _ when type == typeof(LayerStack) => fixture.Base.Layers,
            _ when type == typeof(FileSystemChanges) => fixture.Fork().ChangedSince(fixture.Base),
            _ when type == typeof(FaultPlan) => new FaultPlan(),
            _ when type == typeof(FileSystemAssertionException) => new FileSystemAssertionException("text"),
            _ when type == typeof(TimeProvider) => TimeProvider.System,
            _ when type == typeof(IEnumerable<Layer>) => new Layer[] { null!, Layer.Empty },
            _ => null,
        }, excluded: "FileSystemFixture.FromHostDirectory");
        Assert.Empty(await hostile.CrashesAsync());
        Assert.True(hostile.Calls > 300, $"{hostile.Calls} calls");
        // Reflection cannot pass spans; these are called here.
        Assert.Equal(["FileSystemAssertions.AssertChanges", "FileSystemChanges.Assert"], hostile.Skipped.Order());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("/no/such")]
    [InlineData("/dev/null")]
    public void HostDirectories_ThatAreNone_SayWhatIsWrong(string? path) =>
        Assert.True(Record.Exception(() => FileSystemFixture.FromHostDirectory(path!)) is ArgumentException or IOException);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("added")]
    [InlineData("added relative")]
    [InlineData("created /a")]
    [InlineData("renamed /a")]
    [InlineData("added /a -> /b")]
    public void Expectations_ThatAreNone_AreQuoted(string? expected)
    {
        UnionFileSystem fs = FileSystemFixture.FromTree("a: text").Fork();
        var error = Assert.Throws<ArgumentException>(() => fs.AssertChanges(expected!));
        Assert.Contains($"'{expected}'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => FileSystemAssertions.AssertChanges(null!));
    }
}
