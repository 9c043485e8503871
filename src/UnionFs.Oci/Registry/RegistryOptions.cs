namespace UnionFs.Oci;

/// <summary>How to speak to a registry.</summary>
public sealed record RegistryOptions
{
    /// <summary>
    /// Allows plain HTTP where the registry does not speak TLS. Without it only this machine (localhost, 127.0.0.0/8, [::1]) may be spoken to so:
    /// anybody on the way could read credentials.
    /// </summary>
    public bool Insecure { get; init; }

    /// <summary>Gives the credential for a host, or null to go there as anybody. By default those of Docker's configuration file and its helpers.</summary>
    public Func<string, CancellationToken, Task<RegistryCredential?>> Credentials { get; init; } = DockerCredentials.FindAsync;

    /// <summary>Times a request is tried when the network or the server fails (5xx, 429). Default 5.</summary>
    public int MaxAttempts { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 5;

    /// <summary>Blobs that are on their way at once. Default 4.</summary>
    public int ParallelTransfers { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 4;

    /// <summary>Bytes of one piece of an upload: what has to be sent again after a cut connection. Default 32 MiB.</summary>
    public int ChunkBytes { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 32 << 20;

    /// <summary>The clock of back-off and of tokens' lives.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
