using UnionFs.Layers;
using UnionFs.Nodes;
using UnionFs.Paths;

namespace UnionFs;

/// <summary>
/// Makes a <see cref="Layer"/>. Paths start at the layer's root, with or without a leading `/`. Missing parents are made as
/// implied directories: over a lower directory of the same name they keep that one's attributes. Not thread-safe.
/// </summary>
/// <remarks>
/// Every Add throws <see cref="ArgumentException"/> for a path that is not normalised or has an invalid name,
/// <see cref="PathTooLongException"/> for a name over 255 bytes, and <see cref="IOException"/> where the name is taken (EEXIST)
/// or a parent is no directory (ENOTDIR); nothing has changed then.
/// </remarks>
public sealed class LayerBuilder
{
    private readonly string _name;
    private readonly DraftDirectory _root = new() { Metadata = Metadata.DefaultDirectory, Implied = true };

    /// <summary>An empty builder for a layer called <paramref name="name"/> in reports.</summary>
    public LayerBuilder(string name = "layer")
    {
        ArgumentNullException.ThrowIfNull(name);
        _name = name;
    }

    /// <summary>Adds a file whose bytes are <paramref name="content"/>, shared, not copied.</summary>
    public LayerBuilder AddFile(string path, Content content, Metadata? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Add(path, new DraftNode { Kind = NodeKind.File, Content = content, Metadata = metadata ?? Metadata.DefaultFile });
    }

    /// <summary>Adds a file whose bytes are <paramref name="text"/> in UTF-8.</summary>
    public LayerBuilder AddFile(string path, string text, Metadata? metadata = null) => AddFile(path, Content.From(text), metadata);

    /// <summary>
    /// Adds a directory, or states the attributes of one that is there (also `/`). An opaque directory does not merge with
    /// directories below; opaque once is opaque for good.
    /// </summary>
    public LayerBuilder AddDirectory(string path, Metadata? metadata = null, bool opaque = false)
    {
        string[] names = LayerPath.Split(path);
        DraftDirectory directory = names.Length == 0 ? _root : FindOrMakeDirectory(path, names);
        directory.Metadata = metadata ?? Metadata.DefaultDirectory;
        directory.Implied = false;
        directory.Opaque |= opaque;
        return this;
    }

    /// <summary>Adds a symbolic link. The target is any text of 1 to 4,095 bytes without NUL; it is resolved only when followed.</summary>
    public LayerBuilder AddSymlink(string path, string target, Metadata? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        FsError error = NameRules.CheckTarget(target);
        if (error == FsError.EINVAL) throw new ArgumentException("Null character in link target.", nameof(target));
        error.ThrowIfError(path);
        return Add(path, new DraftNode { Kind = NodeKind.Symlink, Target = target, Metadata = metadata ?? Metadata.DefaultSymlink });
    }

    /// <summary>Adds a fifo, a socket or a device.</summary>
    /// <exception cref="ArgumentException"><paramref name="kind"/> is none of those, or only devices have a <paramref name="device"/> number.</exception>
    public LayerBuilder AddSpecial(string path, NodeKind kind, DeviceNumber device = default, Metadata? metadata = null)
    {
        bool isDevice = kind is NodeKind.CharDevice or NodeKind.BlockDevice;
        if (!isDevice && kind is not (NodeKind.Fifo or NodeKind.Socket)) throw new ArgumentException($"{kind} is no special file.", nameof(kind));
        if (!isDevice && device != default) throw new ArgumentException($"A {kind} has no device number.", nameof(device));
        return Add(path, new DraftNode { Kind = kind, Device = device, Metadata = metadata ?? Metadata.DefaultFile });
    }

    /// <summary>Adds another name for the file, link or special file that this layer has at <paramref name="existing"/> (not followed).</summary>
    /// <exception cref="FileNotFoundException">Nothing is at <paramref name="existing"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory or a whiteout is.</exception>
    public LayerBuilder AddHardLink(string path, string existing)
    {
        DraftNode target = Find(existing) ?? throw FsError.ENOENT.ToException(existing);
        if (target is DraftDirectory || target.Kind == NodeKind.Whiteout) throw FsError.EPERM.ToException(existing);
        Add(path, target);
        target.Names++;
        return this;
    }

    /// <summary>Hides whatever lower layers have at <paramref name="path"/>, with everything below it.</summary>
    public LayerBuilder AddWhiteout(string path) => Add(path, new DraftNode { Kind = NodeKind.Whiteout });

    /// <summary>What is at <paramref name="path"/> so far, or null.</summary>
    public NodeKind? KindOf(string path) => Find(path)?.Kind;

    /// <summary>Takes back what is at <paramref name="path"/>, with everything below it. False when nothing was.</summary>
    public bool Remove(string path)
    {
        string[] names = LayerPath.Split(path);
        if (names.Length == 0) throw new ArgumentException("The root cannot be removed.", nameof(path));
        if (FindParent(names) is not { } parent || !parent.Children.Remove(names[^1], out DraftNode? node)) return false;
        node.ForgetNames();
        return true;
    }

    /// <summary>The layer. The builder may go on; the layer does not change.</summary>
    public Layer Build() => new DraftFreezer().Freeze(_name, _root);

    private LayerBuilder Add(string path, DraftNode node)
    {
        string[] names = LayerPath.Split(path);
        if (names.Length == 0) throw FsError.EEXIST.ToException(path);
        DraftDirectory? parent = CheckParents(path, names);
        if (parent is not null && parent.Children.ContainsKey(names[^1])) throw FsError.EEXIST.ToException(path);
        MakeParents(names).Children.Add(names[^1], node);
        return this;
    }

    private DraftDirectory FindOrMakeDirectory(string path, string[] names)
    {
        DraftNode? there = CheckParents(path, names)?.Children.GetValueOrDefault(names[^1]);
        if (there is DraftDirectory directory) return directory;
        if (there is not null) throw FsError.EEXIST.ToException(path);
        var made = new DraftDirectory { Metadata = Metadata.DefaultDirectory };
        MakeParents(names).Children.Add(names[^1], made);
        return made;
    }

    /// <summary>The parent if it is there, null if it has yet to be made; an error if it cannot be.</summary>
    private DraftDirectory? CheckParents(string path, string[] names)
    {
        DraftDirectory directory = _root;
        for (int i = 0; i < names.Length - 1; i++)
        {
            if (!directory.Children.TryGetValue(names[i], out DraftNode? next)) return null;
            directory = next as DraftDirectory ?? throw FsError.ENOTDIR.ToException(path);
        }
        return directory;
    }

    private DraftDirectory MakeParents(string[] names)
    {
        DraftDirectory directory = _root;
        for (int i = 0; i < names.Length - 1; i++)
        {
            if (!directory.Children.TryGetValue(names[i], out DraftNode? next))
                directory.Children.Add(names[i], next = new DraftDirectory { Metadata = Metadata.DefaultDirectory, Implied = true });
            directory = (DraftDirectory)next;
        }
        return directory;
    }

    private DraftDirectory? FindParent(string[] names)
    {
        DraftDirectory directory = _root;
        for (int i = 0; i < names.Length - 1; i++)
        {
            if (directory.Children.GetValueOrDefault(names[i]) is not DraftDirectory next) return null;
            directory = next;
        }
        return directory;
    }

    private DraftNode? Find(string path)
    {
        string[] names = LayerPath.Split(path);
        return names.Length == 0 ? _root : FindParent(names)?.Children.GetValueOrDefault(names[^1]);
    }
}
