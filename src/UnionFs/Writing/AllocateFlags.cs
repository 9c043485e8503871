namespace UnionFs;

/// <summary>How to change the space of a range. Names and values are Linux's.</summary>
[Flags]
public enum AllocateFlags
{
    /// <summary>The file grows to the end of the range.</summary>
    None = 0,
    /// <summary>The length stays.</summary>
    FALLOC_FL_KEEP_SIZE = 1,
    /// <summary>The range becomes a hole; only with <see cref="FALLOC_FL_KEEP_SIZE"/>.</summary>
    FALLOC_FL_PUNCH_HOLE = 2,
    /// <summary>The range becomes zeros.</summary>
    FALLOC_FL_ZERO_RANGE = 0x10,
}
