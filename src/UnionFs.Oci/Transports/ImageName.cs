using System.Text.RegularExpressions;

namespace UnionFs.Oci;

/// <summary>An image of a registry: `HOST/REPOSITORY:TAG` or `HOST/REPOSITORY@DIGEST`, with Docker's defaults filled in.</summary>
internal sealed partial record ImageName(string Host, string Repository, string? Tag, Digest? Digest)
{
    private const string DefaultHost = "docker.io", DefaultTag = "latest";
    private const int MaxLength = 255;

    /// <summary>Tag or digest.</summary>
    internal string Reference => Digest?.ToString() ?? Tag!;

    /// <summary>Reads a name as `docker pull` does: `busybox` is docker.io/library/busybox:latest.</summary>
    /// <exception cref="FormatException">The name has another form.</exception>
    internal static ImageName Parse(string text)
    {
        string rest = text;
        Digest? digest = null;
        if (rest.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at)
        {
            if (!Digest.TryParse(rest[(at + 1)..], out digest)) throw new FormatException($"'{text}': '{rest[(at + 1)..]}' is no digest");
            rest = rest[..at];
        }
        string? tag = null;
        if (rest.LastIndexOf(':') is >= 0 and var colon && !rest.AsSpan(colon).Contains('/'))
        {
            tag = rest[(colon + 1)..];
            if (!IsTag(tag)) throw new FormatException($"'{text}': '{tag}' is no tag");
            rest = rest[..colon];
        }
        if (tag is not null && digest is not null) throw new FormatException($"'{text}' has a tag and a digest; only one of them can count");

        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string host = DefaultHost, repository = rest;
        if (slash > 0 && IsHost(rest[..slash])) (host, repository) = (rest[..slash], rest[(slash + 1)..]);
        if (host == "index.docker.io") host = DefaultHost;
        if (host == DefaultHost && !repository.Contains('/', StringComparison.Ordinal)) repository = "library/" + repository;
        if (!HostForm().IsMatch(host)) throw new FormatException($"'{text}': '{host}' is no host");
        if (repository.Length > MaxLength || !RepositoryForm().IsMatch(repository)) throw new FormatException($"'{text}': '{repository}' is no repository; lower-case names joined by '/' are meant");
        return new ImageName(host, repository, digest is null ? tag ?? DefaultTag : null, digest);
    }

    internal static bool IsTag(string text) => TagForm().IsMatch(text);

    public override string ToString() => $"{Host}/{Repository}{(Digest is null ? ":" + Tag : "@" + Digest)}";

    /// <summary>What stands before the first slash is a host if it cannot be anything else.</summary>
    private static bool IsHost(string text) =>
        text == "localhost" || text.AsSpan().ContainsAny(".:[") || text.Any(char.IsAsciiLetterUpper);

    [GeneratedRegex(@"^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?\z")]
    private static partial Regex HostForm();

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryForm();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex TagForm();
}
