namespace UnionFs.Cli.Shell;

/// <summary>One command of a script.</summary>
/// <param name="Words">Its name and arguments; none where there is only a redirection.</param>
/// <param name="Output">Where its output goes, if not to standard output.</param>
internal sealed record Statement(IReadOnlyList<Word> Words, Redirection? Output);
