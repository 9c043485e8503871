namespace UnionFs.Cli.Listing;

/// <summary>One stop of a walk.</summary>
/// <param name="Path">The physical path.</param>
/// <param name="Depth">0 for where the walk began.</param>
/// <param name="Stat">What is there; links are not followed.</param>
internal readonly record struct WalkEntry(string Path, int Depth, FileStat Stat);
