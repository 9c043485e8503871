namespace UnionFs.Posix.Tests.Faces;

/// <summary>A whole tree at one moment: every name without a leading slash (the root is ""), and what is open.</summary>
internal sealed class TreeView
{
    internal Dictionary<string, InodeView> Inodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Targets, contents and extended attributes, where more than inodes were asked for; the position of what is open always.</summary>
    internal Dictionary<string, string> Details { get; } = new(StringComparer.Ordinal);

    /// <summary>The key of what a slot has open: no name has a slash at its start.</summary>
    internal static string HandleKey(int slot) => $"/handle {slot}";

    internal static string Join(string directory, string name) => directory.Length == 0 ? name : $"{directory}/{name}";
}
