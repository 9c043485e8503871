namespace UnionFs;

/// <summary>How to rename (renameat2). Values are Linux's.</summary>
[Flags]
public enum RenameFlags
{
    /// <summary>Replace what is at the new path.</summary>
    None = 0,
    /// <summary>Fail if something is at the new path.</summary>
    RENAME_NOREPLACE = 1,
    /// <summary>Swap the two.</summary>
    RENAME_EXCHANGE = 2,
}
