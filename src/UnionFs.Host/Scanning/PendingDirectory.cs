using UnionFs.Host.Linux;

namespace UnionFs.Host.Scanning;

/// <summary>A directory that a scan has seen and has yet to read.</summary>
/// <param name="Path">Where it is on the host.</param>
/// <param name="LayerPath">Where it goes in the layer; empty for the root.</param>
/// <param name="Id">Which directory its parent listed under that name.</param>
/// <param name="Parent">The directory it is in; null for the root.</param>
internal sealed record PendingDirectory(HostPath Path, string LayerPath, HostFileId Id, PendingDirectory? Parent = null)
{
    /// <summary>Whether this is, or is in, that directory: a host file system that shows such a cycle would never end.</summary>
    internal bool HasAncestor(HostFileId id)
    {
        for (PendingDirectory? directory = this; directory is not null; directory = directory.Parent)
            if (directory.Id == id) return true;
        return false;
    }
}
