namespace UnionFs.Host.Scanning;

/// <summary>What a directory that overlayfs wrote says of the layers below it, by path in the layer: `/` and on.</summary>
internal sealed class LowerReferences
{
    /// <summary>Where the node at a path is in lower layers: an absolute path, or another name in the same directory.</summary>
    internal Dictionary<string, string> Redirects { get; } = new(StringComparer.Ordinal);

    /// <summary>Files whose bytes are in lower layers.</summary>
    internal HashSet<string> Metacopies { get; } = new(StringComparer.Ordinal);

    internal bool IsEmpty => Redirects.Count + Metacopies.Count == 0;

    internal void Add(string layerPath, in HostMeaning meaning)
    {
        if (meaning.Redirect is { } redirect) Redirects.Add(layerPath, redirect);
        if (meaning.IsMetacopy) Metacopies.Add(layerPath);
    }
}
