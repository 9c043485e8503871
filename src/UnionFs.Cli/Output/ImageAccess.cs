using System.CommandLine;
using UnionFs.Oci;

namespace UnionFs.Cli.Output;

/// <summary>The options that every verb has for images.</summary>
/// <param name="WantedPlatform">Which image of several, or null.</param>
/// <param name="IsInsecure">Whether plain HTTP may leave this machine.</param>
/// <param name="CacheDirectory">Where blobs of registries are kept, or null for the usual place.</param>
internal sealed record ImageAccess(Platform? WantedPlatform, bool IsInsecure, string? CacheDirectory)
{
    internal static Option<string?> Platform { get; } = new("--platform") { Description = "Of an image for several platforms: which, os/architecture[/variant]", HelpName = "PLATFORM", Recursive = true };

    internal static Option<bool> Insecure { get; } = new("--insecure") { Description = "Allow plain HTTP to registries on other machines", Recursive = true };

    internal static Option<string?> Cache { get; } = new("--cache") { Description = "Where blobs of registries are kept; $XDG_CACHE_HOME/unionfs by default", HelpName = "DIR", Recursive = true };

    internal static ImageAccess From(ParseResult parsed)
    {
        try
        {
            return new ImageAccess(parsed.GetValue(Platform) is { } text ? Oci.Platform.Parse(text) : null, parsed.GetValue(Insecure), parsed.GetValue(Cache));
        }
        catch (FormatException error)
        {
            throw new UsageFailure(error.Message);
        }
    }

    internal OciOptions Options(IProgress<long>? progress, Action<string> onWarning) => new()
    {
        Platform = WantedPlatform,
        CacheDirectory = CacheDirectory ?? DefaultCache(),
        Registry = new RegistryOptions { Insecure = IsInsecure },
        Progress = progress,
        OnWarning = onWarning,
    };

    private static string DefaultCache()
    {
        string root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } configured ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(root, "unionfs");
    }
}
