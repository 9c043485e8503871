using UnionFs.Tests.Shared;
using Xunit.Abstractions;

namespace UnionFs.Testing.Tests.Readme;

/// <summary>A recipe of the README, word for word; a test beside the engine's own recipes looks that it is.</summary>
public class SandboxRecipeTests(ITestOutputHelper console)
{
    [Fact]
    public void SandboxPerTest_Recipe_Works()
    {
        var output = new Lines(console.WriteLine);
        FileSystemFixture fixture = FileSystemFixture.FromTree("""
            app/
              config.json: {}
            """); // or FromHostDirectory, FromZip, layers; one for all tests, also in parallel
        UnionFileSystem sandbox = fixture.Fork(); // O(1), independent of every other fork
        sandbox.File.WriteAllText("/app/out.log", "done");
        sandbox.File.Move("/app/config.json", "/app/config.bak");
        sandbox.AssertChanges("added /app/out.log", "renamed /app/config.json -> /app/config.bak"); // or it throws, and shows the lines that differ
        UnionFileSystem broken = fixture.Fork(new FaultPlan().FillDiskAfter(2)); // or the n-th read fails, reads are slow, a subtree is read-only
        output.WriteLine(Assert.Throws<IOException>(() => broken.File.WriteAllText("/app/out.log", "done")).Message);
        broken.AssertChanges();

        Assert.Equal("No space left on device : '/app/out.log'\n", output.Text);
    }
}
