namespace UnionFs.Host;

/// <summary>Something that an export could not do.</summary>
/// <param name="Path">The path in the source.</param>
/// <param name="Message">What could not be done, and why.</param>
public sealed record ExportWarning(string Path, string Message)
{
    /// <summary>`path: message`.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
