namespace UnionFs;

/// <summary>How to set an extended attribute (setxattr). Values are Linux's.</summary>
public enum XattrFlags
{
    /// <summary>Make or replace it.</summary>
    None = 0,
    /// <summary>Fail with EEXIST if it is there.</summary>
    XATTR_CREATE = 1,
    /// <summary>Fail with ENODATA if it is not.</summary>
    XATTR_REPLACE = 2,
}
