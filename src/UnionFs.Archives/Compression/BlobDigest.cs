namespace UnionFs.Archives;

/// <summary>What a run of bytes is known by in a registry.</summary>
/// <param name="Sha256">SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Bytes.</param>
public readonly record struct BlobDigest(string Sha256, long Size)
{
    /// <summary>`sha256:HEX`.</summary>
    public override string ToString() => "sha256:" + Sha256;
}
