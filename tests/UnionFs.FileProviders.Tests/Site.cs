using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace UnionFs.FileProviders.Tests;

/// <summary>A web server on this machine that serves what a provider shows.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly UnionFileProvider _provider;

    private Site(WebApplication app, Uri address, UnionFileProvider provider)
    {
        _app = app;
        _provider = provider;
        // Paths are to arrive as they are written.
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
    }

    internal HttpClient Client { get; }

    internal static async Task<Site> StartAsync(UnionFileProvider provider)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddDirectoryBrowser();
        WebApplication app = builder.Build();
        app.UseFileServer(new FileServerOptions { FileProvider = provider, EnableDirectoryBrowsing = true });
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Site(app, new Uri(address), provider);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _provider.Dispose();
    }
}
