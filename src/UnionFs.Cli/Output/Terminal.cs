namespace UnionFs.Cli.Output;

/// <summary>Which of the three standard streams are a person's terminal.</summary>
/// <param name="Input">There may be a prompt.</param>
/// <param name="Output">There may be colours.</param>
/// <param name="Error">There may be progress.</param>
internal sealed record Terminal(bool Input, bool Output, bool Error)
{
    /// <summary>All three lead elsewhere.</summary>
    internal static Terminal None { get; } = new(false, false, false);

    internal static Terminal OfProcess() => new(
        !Console.IsInputRedirected,
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "",
        !Console.IsErrorRedirected);
}
