namespace UnionFs.Nodes;

/// <summary>What counts against a file system's limits: inodes made here, and bytes of content and extended attributes written here.</summary>
internal readonly record struct Charge(int Inodes, long Bytes)
{
    public static Charge operator +(Charge left, Charge right) => new(left.Inodes + right.Inodes, left.Bytes + right.Bytes);

    public static Charge operator -(Charge left, Charge right) => new(left.Inodes - right.Inodes, left.Bytes - right.Bytes);
}
