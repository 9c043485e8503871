namespace UnionFs.Oci;

/// <summary>How a layer came about, or a step of a build that made none.</summary>
public sealed record HistoryEntry
{
    /// <summary>When, as RFC 3339 text; null where the image does not say.</summary>
    public string? Created { get; init; }

    /// <summary>By which command.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>By whom.</summary>
    public string? Author { get; init; }

    /// <summary>A remark.</summary>
    public string? Comment { get; init; }

    /// <summary>True for a step that changed no file: no layer belongs to it.</summary>
    public bool IsEmptyLayer { get; init; }

    internal static HistoryEntry Read(JsonValue value) => new()
    {
        Created = value.Find("created")?.Text(),
        CreatedBy = value.Find("created_by")?.Text(),
        Author = value.Find("author")?.Text(),
        Comment = value.Find("comment")?.Text(),
        IsEmptyLayer = value.Find("empty_layer")?.Flag() ?? false,
    };
}
