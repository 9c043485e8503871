namespace UnionFs.Model;

/// <summary>
/// One tree with the verbs on it: a live file system has one (a restore gives it another, and the old one goes on for its handles),
/// and so has a snapshot and a batch. Written from POSIX and fs/namei.c; the caller is root, umask 0, noatime.
/// </summary>
public sealed partial class ModelMount(ModelInode root, ModelContext context, bool isReadOnly = false) : IFileVerbs
{
    public ModelInode Root { get; set; } = root;

    /// <summary>Handles that are open on this tree.</summary>
    public List<ModelHandle> Handles { get; } = [];

    /// <summary>A batch on this very tree is under way: changes and opens are refused.</summary>
    public bool HasBatch { get; set; }

    /// <summary>This is a batch that is over.</summary>
    public bool IsEnded { get; set; }

    public bool IsReadOnly { get; } = isReadOnly;

    private Coverage Coverage => context.Coverage;

    /// <summary>What every change and every open asks first.</summary>
    internal FsError Gate() => IsEnded ? FsError.EBADF : HasBatch ? FsError.EDEADLK : FsError.None;

    internal FsError WantWrite() => IsReadOnly ? FsError.EROFS : FsError.None;

    /// <summary>Content, or a directory's entries, changed.</summary>
    internal void Touch(ModelInode inode) => inode.ModifyTime = inode.ChangeTime = context.Now;

    /// <summary>The inode changed.</summary>
    internal void Change(ModelInode inode) => inode.ChangeTime = context.Now;

    private ModelWalk NewWalk() => new(Root, Coverage, context.IgnoreCase);

    internal static StatRecord StatOf(ModelInode inode) => new(inode.Kind, inode.Mode, inode.Links, inode.Uid, inode.Gid, inode.Size, inode.Device,
        inode.AccessTime, inode.ModifyTime, inode.ChangeTime, inode.BirthTime, inode.Id);

    internal static string ListingOf(ModelInode directory)
    {
        var text = new System.Text.StringBuilder();
        foreach ((string name, ModelInode child) in directory.Children) text.Append(name).Append(':').Append(child.Kind).Append(' ');
        return text.ToString();
    }
}
