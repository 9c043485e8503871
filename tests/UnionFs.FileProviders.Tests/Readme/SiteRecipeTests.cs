using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using UnionFs.Tests.Shared;
using Xunit.Abstractions;

namespace UnionFs.FileProviders.Tests.Readme;

/// <summary>A recipe of the README, word for word; a test beside the engine's own recipes looks that it is.</summary>
public class SiteRecipeTests(ITestOutputHelper console)
{
    [Fact]
    public async Task Site_Recipe_Works()
    {
        var output = new Lines(console.WriteLine);
        var fs = new UnionFileSystem(LayerStack.FromBottom(
            new LayerBuilder("site").AddFile("/index.html", "base").AddFile("/site.css", "black").Build(),
            new LayerBuilder("theme").AddFile("/site.css", "gold").Build()));
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new UnionFileProvider(fs) }); // ETag, Last-Modified and ranges included
        await app.StartAsync();
        using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        output.WriteLine(await browser.GetStringAsync("/site.css"));
        fs.File.WriteAllText("/index.html", "edited"); // live; AddJsonFile(provider, ..., reloadOnChange: true) follows as well
        output.WriteLine(await browser.GetStringAsync("/index.html"));

        Assert.Equal("gold\nedited\n", output.Text);
    }
}
