using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Rules;

namespace UnionFs.Posix.Tests.Running;

/// <summary>Whether two trees are one: names, inodes, hard links, and times that somebody set.</summary>
internal static class TreeComparison
{
    /// <summary>Nobody sets a time after 2020 here, so a later one is a clock's.</summary>
    private static readonly UnixTime FirstStamp = new(1_577_836_800);

    /// <summary>The first difference, or null.</summary>
    internal static string? Compare(TreeView kernel, TreeView union)
    {
        foreach (string path in union.Inodes.Keys)
            if (!kernel.Inodes.ContainsKey(path)) return $"{path}: only in the union";
        var inos = new Dictionary<long, long>();
        var back = new Dictionary<long, long>();
        foreach ((string path, InodeView theirs) in kernel.Inodes)
        {
            if (!union.Inodes.TryGetValue(path, out InodeView ours)) return $"{path}: only in the kernel's tree";
            if (CompareInodes(theirs, ours) is { } difference) return $"{path}: {difference}";
            if (inos.TryAdd(theirs.Ino, ours.Ino) ? !back.TryAdd(ours.Ino, theirs.Ino) : inos[theirs.Ino] != ours.Ino)
                return $"{path}: another hard link group";
        }
        foreach ((string path, string theirs) in kernel.Details)
            if (union.Details.TryGetValue(path, out string? ours) && theirs != ours) return $"{path}: kernel has {theirs}, union has {ours}";
        return null;
    }

    /// <summary>Whether a time came from a clock.</summary>
    internal static bool IsStamp(UnixTime time) => time >= FirstStamp;

    private static string? CompareInodes(InodeView kernel, InodeView union)
    {
        string theirs = IntendedDifferences.WithoutSize(kernel).Stable;
        string ours = IntendedDifferences.WithoutSize(union).Stable;
        if (theirs != ours) return $"kernel has {theirs}, union has {ours}";
        if (IsOther(kernel.Modify, union.Modify)) return $"kernel was modified at {kernel.Modify}, union at {union.Modify}";
        if (IntendedDifferences.KeepsAccessTime(kernel.Kind) && IsOther(kernel.Access, union.Access))
            return $"kernel was read at {kernel.Access}, union at {union.Access}";
        return null;
    }

    private static bool IsOther(UnixTime kernel, UnixTime union) => !(IsStamp(kernel) && IsStamp(union)) && kernel != union;
}
