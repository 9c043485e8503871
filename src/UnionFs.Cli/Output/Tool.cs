namespace UnionFs.Cli.Output;

/// <summary>What a verb works with besides its arguments.</summary>
/// <param name="In">Standard input: a script.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="Terminal">Which of them are a terminal.</param>
/// <param name="Progress">Shows long work.</param>
internal sealed record Tool(TextReader In, Printer Out, Diagnostics Errors, Terminal Terminal, ProgressLine Progress)
{
    /// <summary>How images are opened: known once the command line is read.</summary>
    internal ImageAccess Images { get; set; } = new(null, false, null);
}
