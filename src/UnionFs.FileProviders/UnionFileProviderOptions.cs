namespace UnionFs.FileProviders;

/// <summary>What a <see cref="UnionFileProvider"/> shows.</summary>
public sealed record UnionFileProviderOptions
{
    /// <summary>Whether files and directories whose own name begins with a dot are shown. As with PhysicalFileProvider, what is in such a directory is.</summary>
    public bool IncludeHidden { get; init; }

    /// <summary>Who looks: what this caller may not read is not there. Null is root.</summary>
    public Identity? Caller { get; init; }
}
