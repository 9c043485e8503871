namespace UnionFs.Model;

/// <summary>Deep copies that keep link groups: what has been copied once is the same copy everywhere.</summary>
public sealed class ModelCopier
{
    private readonly Dictionary<ModelInode, ModelInode> _copies = new(ReferenceEqualityComparer.Instance);

    public static ModelInode CopyOf(ModelInode root) => new ModelCopier().Copy(root);

    public ModelInode Copy(ModelInode inode)
    {
        if (_copies.TryGetValue(inode, out ModelInode? copy)) return copy;
        copy = inode.CopyAlone();
        _copies.Add(inode, copy);
        foreach ((string name, ModelInode child) in inode.Children)
        {
            ModelInode childCopy = Copy(child);
            if (child.IsDirectory) childCopy.Parent = copy;
            copy.Children.Add(name, childCopy);
        }
        return copy;
    }
}
