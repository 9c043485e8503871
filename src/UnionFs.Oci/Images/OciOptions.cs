using UnionFs.Archives;

namespace UnionFs.Oci;

/// <summary>How an image is opened.</summary>
public sealed record OciOptions
{
    /// <summary>The platform to choose from an index. Null: that of this machine under Linux, or the only one there is.</summary>
    public Platform? Platform { get; init; }

    /// <summary>What the image may declare; <see cref="OciLimits.Default"/> if null.</summary>
    public OciLimits? Limits { get; init; }

    /// <summary>
    /// A directory that keeps the blobs of registries by digest, shared by any number of processes; made if it is missing, never emptied. Null:
    /// a temporary one that goes with the image.
    /// </summary>
    public string? CacheDirectory { get; init; }

    /// <summary>How to speak to registries.</summary>
    public RegistryOptions Registry { get; init; } = new();

    /// <summary>A layer that is compressed and unpacks to more bytes than this is kept in a temporary file without a name, not in memory. As <see cref="TarBlobOptions"/> has it by default.</summary>
    public long MaxMemoryBytes { get; init; } = TarBlobOptions.Default.MaxMemoryBytes;

    /// <summary>Told what was read otherwise than another reader may expect, a line each; from any thread.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>Told how many bytes came or went over a network so far; from any thread.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Takes single numbers of bytes, tells their sum.</summary>
    internal IProgress<long>? TotalProgress() => Progress is null ? null : new Sum(Progress);

    internal OciLimits LimitsOrDefault => Limits ?? OciLimits.Default;

    private sealed class Sum(IProgress<long> told) : IProgress<long>
    {
        private long _total;

        public void Report(long value) => told.Report(Interlocked.Add(ref _total, value));
    }
}
