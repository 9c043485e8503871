namespace UnionFs.Archives;

/// <summary>How a blob is packed, by the magic in front: names and media types lie.</summary>
public enum BlobCompression
{
    /// <summary>Neither of the others.</summary>
    None,
    /// <summary>gzip (RFC 1952), one member or several.</summary>
    Gzip,
    /// <summary>Zstandard (RFC 8878), frames and skippable frames.</summary>
    Zstd,
}
