namespace UnionFs.Host.Scanning;

/// <summary>What a node of the host is in a layer, as far as its own kind and metadata do not say it.</summary>
/// <param name="Xattrs">The extended attributes that are the node's own.</param>
/// <param name="IsWhiteout">It hides what lower layers have.</param>
/// <param name="IsOpaque">It is a directory that does not merge with lower ones.</param>
/// <param name="Redirect">The name or absolute path that it has in lower layers; null: its own.</param>
/// <param name="IsMetacopy">It is a file whose bytes are in lower layers.</param>
internal readonly record struct HostMeaning(
    XattrSet Xattrs, bool IsWhiteout = false, bool IsOpaque = false, string? Redirect = null, bool IsMetacopy = false);
