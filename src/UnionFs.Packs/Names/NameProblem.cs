namespace UnionFs.Packs;

/// <summary>Why Windows could not have a name.</summary>
public enum NameProblemKind
{
    /// <summary>It is the name of a device, with or without an extension: CON, NUL, COM1.</summary>
    Reserved,
    /// <summary>It ends in a dot or a space, which Windows takes off.</summary>
    TrailingDotOrSpace,
    /// <summary>It has a character that no name there can have: a control, one of &lt; &gt; : " | ? *, or a backslash.</summary>
    Character,
    /// <summary>It has over 255 UTF-16 units.</summary>
    TooLong,
    /// <summary>It has bytes that are no UTF-8 (see <see cref="NameEncoding"/>).</summary>
    NotUnicode,
}

/// <summary>A name in a pack that Windows could not have.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Path">The path in the union.</param>
/// <param name="Kind">Why.</param>
public readonly record struct NameProblem(string Pack, string Path, NameProblemKind Kind);
