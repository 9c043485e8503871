namespace UnionFs.Archives;

/// <summary>The names that OCI layers write marks with.</summary>
internal static class WhiteoutName
{
    internal const string Prefix = ".wh.";

    internal const string Opaque = ".wh..wh..opq";

    /// <summary>What aufs kept for itself (`.wh..wh.plnk`, `.wh..wh.aufs`): no part of any tree.</summary>
    internal const string ReservedPrefix = ".wh..wh.";

    internal static bool IsMark(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    internal static bool IsReserved(string name) => name != Opaque && name.StartsWith(ReservedPrefix, StringComparison.Ordinal);
}
