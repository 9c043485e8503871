namespace UnionFs.Cli.Output;

/// <summary>Nobody reads the output any more: the tool ends without a word.</summary>
internal sealed class BrokenPipeException() : IOException("Broken pipe");
