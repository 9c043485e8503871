using System.Runtime.CompilerServices;
using UnionFs.Nodes;
using UnionFs.Trees;

namespace UnionFs.Diffing;

/// <summary>
/// The names of each shared inode that a tree shows. Only directories that may have any are visited: O(linked names), nothing where there are none.
/// </summary>
internal sealed class LinkGroups
{
    private readonly Dictionary<SharedInode, List<string>> _names = new(ReferenceEqualityComparer.Instance);

    internal LinkGroups(Tree tree)
    {
        if (tree.Root.HasLinks) Visit(tree.Root, "/");
    }

    internal int CountOf(SharedInode shared) => _names.TryGetValue(shared, out List<string>? names) ? names.Count : 0;

    internal IEnumerable<SharedInode> All => _names.Keys;

    /// <summary>The names that are one inode with this entry, itself included; null where it is alone.</summary>
    internal IReadOnlyList<string>? GroupOf(Node? entry) =>
        entry is SharedInode shared && _names.TryGetValue(shared, out List<string>? names) && names.Count > 1 ? names : null;

    private void Visit(DirectoryNode directory, string prefix)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (Entry entry in directory.Entries.Linked())
        {
            if (entry.Node is DirectoryNode child)
            {
                Visit(child, prefix + entry.Name + "/");
                continue;
            }
            var shared = (SharedInode)entry.Node;
            if (!_names.TryGetValue(shared, out List<string>? names)) _names.Add(shared, names = []);
            names.Add(prefix + entry.Name);
        }
    }
}
