namespace UnionFs.Cli.Shell;

/// <summary>A word of a script after quotes are gone.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Pattern">The word as a glob, quoted characters behind backslashes; null where nothing unquoted could match anything.</param>
internal sealed record Word(string Text, string? Pattern = null);
