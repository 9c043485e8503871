namespace UnionFs.Model;

/// <summary>Which different files may have one inode number.</summary>
public enum Twins
{
    /// <summary>None: a number is a file.</summary>
    None,
    /// <summary>Any: a layer over layers that it was not made for.</summary>
    Any,
}
