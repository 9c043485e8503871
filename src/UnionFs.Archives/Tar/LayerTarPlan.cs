using System.Runtime.CompilerServices;

namespace UnionFs.Archives;

/// <summary>
/// What the archive of a layer will have in it, worked out before a byte is written: whatever is refused is refused in time.
/// Directories come before what is in them, whiteouts before their siblings, names in ordinal order.
/// </summary>
internal sealed class LayerTarPlan
{
    /// <summary>Longer names are refused by readers: Linux's PATH_MAX.</summary>
    private const int MaxPathBytes = 4096;

    private readonly LayerStack _below;
    private readonly LayerTarOptions _options;
    private readonly string _name;

    /// <summary>By the first path that a layer has for an inode, the path that is written first.</summary>
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);

    internal LayerTarPlan(Layer layer, LayerStack below, LayerTarOptions options)
    {
        _below = below;
        _options = options;
        _name = layer.Name;
        Folder root = Folder.Read(layer);
        if (!root.Entry.IsImplied) Add(root.Entry, "./", root.Entry.Metadata);
        AddContents(root, isHidden: false, isReplaced: root.Entry.IsOpaque);
    }

    internal List<(TarEntry Entry, Content Content)> Items { get; } = [];

    internal List<TarWarning> Warnings { get; } = [];

    /// <param name="folder">A directory that is written already.</param>
    /// <param name="isHidden">Nothing of the layers below shows in it, so there is nothing to hide.</param>
    /// <param name="isReplaced">All that layers below have in it is to be hidden one by one: the root, as the common engines ignore an opaque mark there.</param>
    private void AddContents(Folder folder, bool isHidden, bool isReplaced)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!isHidden)
        {
            foreach (string name in isReplaced ? NamesBelow(folder) : folder.Whiteouts)
            {
                string path = folder.PathTo(name);
                // A whiteout of nothing leaves ghosts in the listings of overlayfs.
                if (_below.Find(path) is not null) AddMark(folder, WhiteoutName.Prefix + name, path);
            }
        }
        foreach (Folder child in folder.Folders.Values) AddChild(child, isHidden, isReplaced);
    }

    private IEnumerable<string> NamesBelow(Folder folder) =>
        _below.List(folder.Entry.Path).Select(entry => entry.Path[(entry.Path.LastIndexOf('/') + 1)..]).Where(name => !folder.Folders.ContainsKey(name));

    private void AddChild(Folder child, bool isHidden, bool isReplaced)
    {
        LayerEntry entry = child.Entry;
        if (WhiteoutName.IsMark(child.Name))
        {
            Refuse(entry, "a name that starts with `.wh.` would be a whiteout");
            return;
        }
        if (entry.Kind != NodeKind.Directory)
        {
            AddNode(entry);
            return;
        }
        LayerEntry? lower = isHidden ? null : _below.Find(entry.Path);
        bool merges = lower is { Kind: NodeKind.Directory };
        bool isOpaque = entry.IsOpaque || isReplaced;
        int before = Items.Count;
        // Engines reset what is only implied to 0755, so every parent is written, with the attributes that it has below.
        if (!Add(entry, entry.Path[1..], entry.IsImplied && merges ? lower!.Metadata : entry.Metadata)) return;
        if (isOpaque && merges && _below.List(entry.Path).Any()) AddMark(child, WhiteoutName.Opaque, entry.Path);
        AddContents(child, isHidden || isOpaque || !merges, isReplaced: false);
        if (entry.IsImplied && merges && Items.Count == before + 1) Items.RemoveAt(before);
    }

    private void AddMark(Folder folder, string mark, string about)
    {
        string path = folder.PathTo(mark)[1..];
        if (IsTooLong(path)) Refuse(about, "the whiteout's path is too long for tar");
        else Items.Add((new TarEntry { Name = path, Kind = TarEntryKind.File, Type = '0', Mode = 0, Uid = 0, Gid = 0, ModifyTime = default }, Content.Empty));
    }

    private void AddNode(LayerEntry entry)
    {
        if (entry.Kind == NodeKind.Socket) Warn(entry.Path, "left out: a socket, which tar cannot hold");
        else if (entry.Kind == NodeKind.CharDevice && entry.Device == default) Refuse(entry, "a 0:0 character device would be a whiteout on overlayfs");
        else Add(entry, entry.Path[1..], entry.Metadata);
    }

    private bool Add(LayerEntry entry, string name, Metadata metadata)
    {
        if (IsTooLong(name))
        {
            Refuse(entry, $"its path is over {MaxPathBytes} bytes");
            return false;
        }
        string inode = entry.HardLinkOf ?? entry.Path;
        TarEntryKind kind = KindOf(entry.Kind);
        string link = entry.LinkTarget ?? "";
        if (kind != TarEntryKind.Directory && !_written.TryAdd(inode, name)) (kind, link) = (TarEntryKind.HardLink, _written[inode]);
        UnixTime time = metadata.ModifyTime;
        if (_options.LatestTime is { } latest && time > latest) time = latest;
        Items.Add((new TarEntry
        {
            Name = name,
            Kind = kind,
            Type = '0',
            Mode = metadata.Mode,
            Uid = metadata.Uid,
            Gid = metadata.Gid,
            ModifyTime = time,
            LinkName = link,
            Device = kind is TarEntryKind.CharDevice or TarEntryKind.BlockDevice ? entry.Device : default,
            Xattrs = Writable(entry, metadata.Xattrs),
        }, kind == TarEntryKind.File ? entry.Content : Content.Empty));
        return true;
    }

    private XattrSet Writable(LayerEntry entry, XattrSet xattrs)
    {
        foreach ((string name, ReadOnlyMemory<byte> value) in xattrs)
        {
            if (name.StartsWith("trusted.overlay.", StringComparison.Ordinal) || name.StartsWith("user.overlay.", StringComparison.Ordinal))
                Warn(entry.Path, $"the extended attribute '{name}' was left out: it would hide files on overlayfs");
            else if (name.AsSpan().ContainsAny('=', '\0'))
                Refuse(entry, $"tar cannot hold the extended attribute '{name}'");
            else
            {
                if (value.IsEmpty) Warn(entry.Path, $"the extended attribute '{name}' is empty, which some engines read as none");
                continue;
            }
            xattrs = xattrs.Without(name);
        }
        return xattrs;
    }

    private static TarEntryKind KindOf(NodeKind kind) => kind switch
    {
        NodeKind.Directory => TarEntryKind.Directory,
        NodeKind.Symlink => TarEntryKind.Symlink,
        NodeKind.Fifo => TarEntryKind.Fifo,
        NodeKind.CharDevice => TarEntryKind.CharDevice,
        NodeKind.BlockDevice => TarEntryKind.BlockDevice,
        _ => TarEntryKind.File,
    };

    private static bool IsTooLong(string path) => path.Length * 3 > MaxPathBytes && NameEncoding.Encode(path).Length > MaxPathBytes;

    private void Refuse(LayerEntry entry, string reason) => Refuse(entry.Path, reason);

    private void Refuse(string path, string reason)
    {
        if (!_options.LeaveOutUnwritable) throw new TarException(_name, path, 0, reason);
        Warn(path, "left out: " + reason);
    }

    private void Warn(string path, string message) => Warnings.Add(new TarWarning(path, 0, message));

    /// <summary>A name of the layer with what is below it.</summary>
    private sealed class Folder(LayerEntry entry)
    {
        internal LayerEntry Entry => entry;

        internal string Name => entry.Path[(entry.Path.LastIndexOf('/') + 1)..];

        internal List<string> Whiteouts { get; } = [];

        internal SortedDictionary<string, Folder> Folders { get; } = new(StringComparer.Ordinal);

        internal string PathTo(string name) => entry.Path == "/" ? "/" + name : $"{entry.Path}/{name}";

        /// <summary>The entries come parents first, each directory's contents right after it.</summary>
        internal static Folder Read(Layer layer)
        {
            var way = new Stack<Folder>();
            Folder? root = null;
            foreach (LayerEntry next in layer.Entries())
            {
                var folder = new Folder(next);
                if (root is null)
                {
                    way.Push(root = folder);
                    continue;
                }
                int slash = next.Path.LastIndexOf('/');
                while (way.Peek() is { } top && top.Entry.Path.Length != Math.Max(slash, 1)) way.Pop();
                if (next.Kind == NodeKind.Whiteout) way.Peek().Whiteouts.Add(folder.Name);
                else way.Peek().Folders.Add(folder.Name, folder);
                if (next.Kind == NodeKind.Directory) way.Push(folder);
            }
            return root!;
        }
    }
}
