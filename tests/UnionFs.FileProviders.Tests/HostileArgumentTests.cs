using UnionFs.Testing;
using UnionFs.Tests.Shared;

namespace UnionFs.FileProviders.Tests;

public class HostileArgumentTests
{
    [Fact]
    public async Task Members_WithHostileArguments_SayWhatIsWrong()
    {
        UnionFileSystem fs = FileSystemFixture.FromTree("a: text").Fork();
        var hostile = new HostileArguments(typeof(UnionFileProvider).Assembly, type => type switch
        {
            _ when type == typeof(UnionFileSystem) => fs,
            _ when type == typeof(Snapshot) => fs.Snapshot(),
            _ when type == typeof(UnionFileProvider) => new UnionFileProvider(fs),
            _ when type == typeof(UnionFileProviderOptions) => new UnionFileProviderOptions(),
            _ when type == typeof(Identity) => new Identity(1, 1),
            _ => null,
        });
        Assert.Empty(await hostile.CrashesAsync());
        Assert.True(hostile.Calls > 100, $"{hostile.Calls} calls");
        Assert.Empty(hostile.Skipped);
    }
}
