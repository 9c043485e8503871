namespace UnionFs.Cli.Shell;

/// <summary>Where the output of a statement goes.</summary>
/// <param name="Path">The file in the union.</param>
/// <param name="Append">To its end (`>>`).</param>
internal sealed record Redirection(Word Path, bool Append);
