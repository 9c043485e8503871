namespace UnionFs.Cli.Shell;

/// <summary>Where a session's lines come from.</summary>
internal abstract class Lines
{
    /// <summary>Whether a person types: then an error stops nothing.</summary>
    internal abstract bool IsInteractive { get; }

    /// <summary>The next line without its line feed; null at the end.</summary>
    /// <param name="isContinuation">Whether the line before was not complete.</param>
    internal abstract string? Next(bool isContinuation);
}
