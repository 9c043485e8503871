using System.Runtime.CompilerServices;

namespace UnionFs.Archives;

/// <summary>Makes a layer of a tree of names; what it means over the layers below is decided here, if they are known.</summary>
internal sealed class TarLayerWriter(TarIndex index, TarTree tree, LayerStack? below)
{
    private readonly LayerBuilder _builder = new(index.Name);
    private readonly Dictionary<TarInode, string> _firstNames = new(ReferenceEqualityComparer.Instance);
    private readonly List<(TarInode Inode, string Path)> _lowerLinks = [];

    /// <summary>The layer.</summary>
    /// <exception cref="TarException">A hard link is to nothing, or a name or target cannot be in a layer.</exception>
    internal Layer Write()
    {
        WriteDirectory(tree.Root, "/", isHidden: false);
        foreach ((TarInode inode, string path) in _lowerLinks) WriteLowerLink(inode, path);
        return _builder.Build();
    }

    /// <summary>A directory and what is in it; hidden says that nothing of the layers below shows there.</summary>
    private void WriteDirectory(TarSlot directory, string path, bool isHidden)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        WriteAttributes(directory, path, isHidden);
        isHidden |= directory.Opaque || directory.Whiteout;
        string prefix = path == "/" ? path : path + "/";
        foreach ((string name, TarSlot slot) in directory.Children!)
        {
            string inner = prefix + name;
            if (slot.Inode is not null) WriteInode(slot.Inode, inner);
            else if (slot.IsDirectory && (slot.Stated is not null || slot.HasContent)) WriteDirectory(slot, inner, isHidden);
            else if (slot.Whiteout || !slot.IsDirectory) _builder.AddWhiteout(inner);
            else if (!isHidden && MarksSomething(inner)) WriteDirectory(slot, inner, isHidden);
        }
    }

    /// <summary>A directory that is here for nothing but marks must not appear where there is nothing to mark.</summary>
    private bool MarksSomething(string path) => below is null || below.Find(path) is { Kind: NodeKind.Directory };

    /// <summary>
    /// A directory that is whited out as well is a new one: over it, nothing of the old comes back. One that only says to be opaque keeps
    /// the attributes that it has below.
    /// </summary>
    private void WriteAttributes(TarSlot slot, string path, bool isHidden)
    {
        bool isOpaque = slot.Opaque || slot.Whiteout;
        if (slot.Stated is null && !isOpaque) return;
        bool isNew = isHidden || slot.Whiteout || slot.Stated is not null;
        Metadata? lower = !isNew && below?.Find(path) is { Kind: NodeKind.Directory } found ? found.Metadata : null;
        _builder.AddDirectory(path, slot.Stated ?? lower, isOpaque);
    }

    private void WriteInode(TarInode inode, string path)
    {
        if (inode.Below is not null)
        {
            _lowerLinks.Add((inode, path));
            return;
        }
        if (!_firstNames.TryAdd(inode, path))
        {
            _builder.AddHardLink(path, _firstNames[inode]);
            return;
        }
        TarEntry entry = inode.Entry;
        try
        {
            switch (entry.Kind)
            {
                case TarEntryKind.File:
                    _builder.AddFile(path, index.Open(entry), inode.Metadata);
                    break;
                case TarEntryKind.Symlink:
                    _builder.AddSymlink(path, entry.LinkName, inode.Metadata);
                    break;
                case TarEntryKind.Fifo:
                    _builder.AddSpecial(path, NodeKind.Fifo, default, inode.Metadata);
                    break;
                default:
                    _builder.AddSpecial(path, entry.Kind == TarEntryKind.CharDevice ? NodeKind.CharDevice : NodeKind.BlockDevice, entry.Device, inode.Metadata);
                    break;
            }
        }
        catch (Exception error) when (error is ArgumentException or IOException)
        {
            throw Bad(entry, error.Message.TrimEnd('.'), error);
        }
    }

    /// <summary>
    /// A link to a file below takes that file up into this layer, so that both names are one file. Its attributes stay; other names
    /// that it has below stay with the old one, as with a copy-up of overlayfs.
    /// </summary>
    private void WriteLowerLink(TarInode inode, string path)
    {
        CheckVisible(inode);
        string target = "/" + string.Join('/', inode.Below!);
        if (_builder.KindOf(target) is null)
        {
            LayerEntry? found = below?.Find(target);
            switch (found?.Kind)
            {
                case null when below is null:
                    throw Bad(inode.Entry, $"it links to '{inode.Entry.LinkName}', which only a layer below can have");
                case null:
                    throw Bad(inode.Entry, $"it links to '{inode.Entry.LinkName}', which no layer has");
                case NodeKind.Directory:
                    throw Bad(inode.Entry, $"it links to '{inode.Entry.LinkName}', a directory");
                case NodeKind.File:
                    _builder.AddFile(target, found.Content, found.Metadata);
                    break;
                case NodeKind.Symlink:
                    _builder.AddSymlink(target, found.LinkTarget!, found.Metadata);
                    break;
                default:
                    _builder.AddSpecial(target, found.Kind, found.Device, found.Metadata);
                    break;
            }
        }
        _builder.AddHardLink(path, target);
    }

    /// <summary>What this layer hides, or has later in its archive, is nothing to link to; the common engines fail, or lose both names.</summary>
    private void CheckVisible(TarInode inode)
    {
        TarSlot? slot = tree.Root;
        bool isHidden = slot.Opaque;
        foreach (string name in inode.Below!)
        {
            slot = slot.Children?.GetValueOrDefault(name);
            if (slot is null) break;
            isHidden |= slot.Whiteout || slot.Opaque;
            if (slot.Inode is not null) throw Bad(inode.Entry, $"it links to '{inode.Entry.LinkName}', which comes after it");
        }
        if (isHidden) throw Bad(inode.Entry, $"it links to '{inode.Entry.LinkName}', which this layer removes");
        if (slot is { IsDirectory: true }) throw Bad(inode.Entry, $"it links to '{inode.Entry.LinkName}', a directory");
    }

    private TarException Bad(TarEntry entry, string reason, Exception? inner = null) => new(index.Name, entry.Name, entry.HeaderOffset, reason, inner);
}
