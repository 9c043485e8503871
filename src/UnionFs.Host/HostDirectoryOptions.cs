namespace UnionFs.Host;

/// <summary>How a host directory becomes a layer.</summary>
public record HostDirectoryOptions
{
    /// <summary>What the layer is called in reports; null: the path as it was given.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Whether to stay on the file system of the root: a directory where another one is mounted becomes an empty directory.
    /// Linux only; ignored elsewhere.
    /// </summary>
    public bool OneFileSystem { get; init; }

    /// <summary>
    /// Host paths that are left out with everything below them, such as the directory an export will be written to. Compared by
    /// what they are on Linux (device and inode, links followed), by full path elsewhere. One that does not exist leaves nothing out.
    /// </summary>
    public IReadOnlyCollection<string> Exclude { get; init; } = [];
}
