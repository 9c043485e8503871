using System.Text;

namespace UnionFs.Oci;

/// <summary>
/// The credentials that `docker login` and `skopeo login` leave: in `$REGISTRY_AUTH_FILE`, or `config.json` in `$DOCKER_CONFIG` or `~/.docker`, there
/// or with a helper program `docker-credential-NAME`.
/// </summary>
public static class DockerCredentials
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The credential for <paramref name="host"/>, or null if there is none.</summary>
    /// <exception cref="OciException">The file or a helper's answer cannot be understood.</exception>
    public static Task<RegistryCredential?> FindAsync(string host, CancellationToken cancellationToken = default) =>
        FindAsync(host, DefaultFile(), cancellationToken);

    /// <summary>The same, from a file of this name; null if the file is missing.</summary>
    /// <exception cref="OciException">The file or a helper's answer cannot be understood.</exception>
    public static async Task<RegistryCredential?> FindAsync(string host, string file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (!File.Exists(file)) return null;
        if (new FileInfo(file).Length > MaxBytes) throw new OciException(file, $"over {MaxBytes} bytes");
        byte[] bytes = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        (string? helper, string server, RegistryCredential? stored) = JsonValue.Parse(bytes, file, root => Choose(root, host));
        if (helper is null) return stored;
        string program = "docker-credential-" + helper;
        if (!helper.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw new OciException(program, "this is no name of a credential helper");
        return await CredentialHelper.AskAsync(program, server, cancellationToken).ConfigureAwait(false) ?? stored;
    }

    private static string DefaultFile()
    {
        if (Environment.GetEnvironmentVariable("REGISTRY_AUTH_FILE") is { Length: > 0 } file) return file;
        string directory = Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } configured ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        return Path.Combine(directory, "config.json");
    }

    /// <summary>Under which names a host may be listed; Docker's own registry has a name of its own there.</summary>
    private static string[] Names(string host) => host == "docker.io" ? ["https://index.docker.io/v1/", "index.docker.io", "docker.io"] : [host];

    private static (string? Helper, string Server, RegistryCredential? Stored) Choose(JsonValue root, string host)
    {
        RegistryCredential? stored = null;
        string[] names = Names(host);
        foreach (string name in names)
            if (root.Find("credHelpers")?.Find(name) is { } helper) return (helper.Text(), name, null);
        if (root.Find("auths") is { } auths)
        {
            foreach ((string key, JsonValue entry) in auths.Fields())
                if (names.Contains(key) || names.Contains(HostOf(key))) stored ??= Read(entry);
        }
        return (root.Find("credsStore")?.Text(), names[0], stored);
    }

    /// <summary>Old files have addresses for keys.</summary>
    private static string HostOf(string key)
    {
        string rest = key.StartsWith("https://", StringComparison.Ordinal) ? key[8..] : key.StartsWith("http://", StringComparison.Ordinal) ? key[7..] : key;
        return rest.Split('/')[0];
    }

    private static RegistryCredential? Read(JsonValue entry)
    {
        string? token = entry.Find("identitytoken")?.Text() is { Length: > 0 } text ? text : null;
        if (entry.Find("auth")?.Text() is { Length: > 0 } auth)
        {
            try
            {
                string pair = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0');
                int colon = pair.IndexOf(':', StringComparison.Ordinal);
                return colon < 0 ? throw entry.Bad("has an 'auth' without a colon") : new RegistryCredential(pair[..colon], pair[(colon + 1)..], token);
            }
            catch (FormatException e)
            {
                throw new OciException("auths", "an 'auth' is no base64", e);
            }
        }
        string user = entry.Find("username")?.Text() ?? "", password = entry.Find("password")?.Text() ?? "";
        return user.Length == 0 && token is null ? null : new RegistryCredential(user, password, token);
    }
}
