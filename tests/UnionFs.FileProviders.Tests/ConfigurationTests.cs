using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Primitives;

namespace UnionFs.FileProviders.Tests;

/// <summary>AddJsonFile over a union: the operator's file over the vendor's, reloaded when either shows through anew.</summary>
public class ConfigurationTests
{
    [Fact]
    public async Task AddJsonFile_WithReload_FollowsTheUnion()
    {
        var fs = new UnionFileSystem(LayerStack.FromBottom(
            new LayerBuilder("vendor").AddFile("/etc/app.json", """{"level": "vendor", "only": "vendor"}""").Build(),
            new LayerBuilder("operator").AddFile("/etc/app.json", """{"level": "operator"}""").Build()));
        using var provider = new UnionFileProvider(fs, "/etc");
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .Add(new JsonConfigurationSource { FileProvider = provider, Path = "app.json", ReloadOnChange = true, ReloadDelay = 0 })
            .AddJsonFile(provider, "absent.json", optional: true, reloadOnChange: false)
            .Build();
        Assert.Equal("operator", configuration["level"]);

        await Reloads(configuration, () => fs.File.WriteAllText("/etc/app.json", """{"level": "edited"}"""));
        Assert.Equal("edited", configuration["level"]);

        // As editors and deployments do it: written beside, moved over.
        await Reloads(configuration, () =>
        {
            fs.File.WriteAllText("/etc/app.json.new", """{"level": "moved"}""");
            fs.File.Move("/etc/app.json.new", "/etc/app.json", overwrite: true);
        });
        Assert.Equal("moved", configuration["level"]);

        // Without the operator's layer, and what was edited, the vendor's shows through.
        await Reloads(configuration, () => fs.Restore(new Snapshot(fs.Layers.Pop())));
        Assert.Equal("vendor", configuration["only"]);
        (configuration as IDisposable)?.Dispose();
    }

    private static async Task Reloads(IConfigurationRoot configuration, Action change)
    {
        var reloaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IChangeToken token = configuration.GetReloadToken();
        using IDisposable _ = token.RegisterChangeCallback(_ => reloaded.TrySetResult(), null);
        change();
        await reloaded.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
