namespace UnionFs.Cli.Listing;

/// <summary>How to list.</summary>
/// <param name="Recursive">Directories below too (-R).</param>
/// <param name="Long">Mode, links, owner, size and time before the name.</param>
/// <param name="DirectoryItself">A directory as an entry, not what is in it (-d).</param>
/// <param name="Json">A line of JSON an entry.</param>
/// <param name="Digest">With a SHA-256 of each file in the JSON.</param>
internal sealed record LsOptions(bool Recursive = false, bool Long = false, bool DirectoryItself = false, bool Json = false, bool Digest = false);
