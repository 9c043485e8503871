namespace UnionFs.Oci;

/// <summary>Which layers of an image are its own and move to another base. With neither: those that it does not have in common with the new base.</summary>
public sealed record RebaseOptions
{
    /// <summary>The image that it was built on: all layers of that are the lowest of the image.</summary>
    public OciImage? OldBase { get; init; }

    /// <summary>How many of the lowest layers are the old base's.</summary>
    public int? From { get; init; }

    /// <summary>When the new image was made. Null: `$SOURCE_DATE_EPOCH` where that is set, else what the image says.</summary>
    public DateTimeOffset? SourceDate { get; init; }

    internal DateTimeOffset? FixedDate() => new AppendOptions { SourceDate = SourceDate }.FixedDate();
}
