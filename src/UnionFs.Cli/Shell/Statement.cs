namespace UnionFs.Cli.Shell;

/// <summary>A word of a script after quotes are gone.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Pattern">The word as a glob, quoted characters behind backslashes; null where nothing unquoted could match anything.</param>
internal sealed record Word(string Text, string? Pattern = null);

/// <summary>Where the output of a statement goes.</summary>
/// <param name="Path">The file in the union.</param>
/// <param name="Append">To its end (`>>`).</param>
internal sealed record Redirection(Word Path, bool Append);

/// <summary>One command of a script.</summary>
/// <param name="Words">Its name and arguments; none where there is only a redirection.</param>
/// <param name="Output">Where its output goes, if not to standard output.</param>
internal sealed record Statement(IReadOnlyList<Word> Words, Redirection? Output);
