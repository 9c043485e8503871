using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Scanning;

/// <summary>
/// Reads a directory tree of a Linux host into a layer: one pass, metadata now, contents later. Directories wait on a list of
/// their own, so neither depth nor width costs stack or descriptors. Each is opened anew and must be the one that its parent
/// listed. What changes while it is read is an error, since half of it would be in the layer.
/// </summary>
internal sealed class LinuxScan
{
    // Often enough to stop and to show, too rarely to cost.
    private const int EntriesPerReport = 1024;

    private readonly HostDirectoryOptions _options;
    private readonly HostFormat _format;
    private readonly IProgress<long>? _progress;
    private readonly CancellationToken _ct;
    private readonly LayerBuilder _builder;
    private readonly HostXattrs _xattrs = new();
    private readonly HashSet<HostFileId> _excluded;
    private readonly Dictionary<HostFileId, string> _firstNames = [];
    private readonly Stack<PendingDirectory> _pending = [];
    private HostFileId _root;
    private long _entries;

    internal LinuxScan(string path, HostDirectoryOptions options, HostFormat format, IProgress<long>? progress, CancellationToken ct)
    {
        _options = options;
        _format = format;
        _progress = progress;
        _ct = ct;
        _builder = new LayerBuilder(options.Name ?? path);
        _excluded = [.. options.Exclude.Select(HostRoot.IdOf).OfType<HostFileId>()];
    }

    /// <summary>What refers to lower layers; complete after <see cref="Run"/>.</summary>
    internal LowerReferences References { get; } = new();

    internal Layer Run(string path)
    {
        HostRoot root = HostRoot.Find(path);
        _root = root.Id;
        _pending.Push(new PendingDirectory(root.Path, "", root.Id));
        while (_pending.TryPop(out PendingDirectory? next)) ReadDirectory(next);
        _progress?.Report(_entries);
        return _builder.Build();
    }

    private void ReadDirectory(PendingDirectory pending)
    {
        _ct.ThrowIfCancellationRequested();
        string shown = pending.Path.ToString();
        int errno = pending.Path.OpenUntouched(OpenMode.ReadOnly | OpenMode.Directory, out SafeFileHandle directory);
        using (directory)
        {
            if (errno != 0) throw HostError.ToException(errno, "open the directory", shown);
            HostStat before = Stat(directory, shown);
            if (before.Id != pending.Id) throw Changed(shown);
            AddDirectory(directory, pending.LayerPath, before, shown);
            if (_options.OneFileSystem && !before.Id.IsOnSameDevice(_root)) return;
            using (var names = new DirectoryStream(directory, shown))
                while (names.Next(out ReadOnlySpan<byte> name)) ReadEntry(pending, directory, name);
            HostStat after = Stat(directory, shown);
            if (after.ModifyTime != before.ModifyTime || after.ChangeTime != before.ChangeTime) throw Changed(shown);
        }
    }

    private void ReadEntry(PendingDirectory parent, SafeFileHandle directory, ReadOnlySpan<byte> name)
    {
        if (++_entries % EntriesPerReport == 0) Report();
        byte[] terminated = Libc.Terminated(name);
        string layerPath = parent.LayerPath + "/" + NameEncoding.Decode(name);
        int errno = HostStat.Of(directory, terminated, out HostStat stat);
        if (errno == Libc.ENOENT) throw Changed(parent.Path.Child(name).ToString());
        if (errno != 0) throw HostError.ToException(errno, "look at", parent.Path.Child(name).ToString());
        if (_excluded.Contains(stat.Id)) return;
        if (stat.Kind == NodeKind.Directory)
        {
            if (parent.HasAncestor(stat.Id)) throw HostError.ToException(Libc.ELOOP, "enter the directory", parent.Path.Child(name).ToString());
            _pending.Push(new PendingDirectory(parent.Path.Child(name), layerPath, stat.Id, parent));
        }
        else AddEntry(parent, directory, terminated, layerPath, stat);
    }

    private void AddDirectory(SafeFileHandle directory, string layerPath, in HostStat stat, string shown)
    {
        HostMeaning meaning = _format.Interpret(NodeKind.Directory, stat, _xattrs.Read(directory, shown), shown);
        string path = layerPath.Length == 0 ? "/" : layerPath;
        _builder.AddDirectory(path, MetadataOf(stat, meaning.Xattrs), meaning.IsOpaque);
        References.Add(path, meaning);
    }

    private void AddEntry(PendingDirectory parent, SafeFileHandle directory, byte[] terminated, string layerPath, in HostStat stat)
    {
        ReadOnlySpan<byte> name = terminated.AsSpan()[..^1];
        string shown = parent.Path.Child(name).ToString();
        NodeKind kind = stat.Kind ?? throw new IOException($"'{shown}' is of an unknown type (st_mode {stat.TypeAndMode:x}).");
        if (_firstNames.TryGetValue(stat.Id, out string? firstName))
        {
            _builder.AddHardLink(layerPath, firstName);
            return;
        }
        HostMeaning meaning = _format.Interpret(kind, stat, _xattrs.Read(directory, name, shown), shown);
        // Whiteouts of overlayfs are links to one inode; that says nothing.
        if (meaning.IsWhiteout)
        {
            _builder.AddWhiteout(layerPath);
            return;
        }
        Metadata metadata = MetadataOf(stat, meaning.Xattrs);
        if (kind == NodeKind.File) _builder.AddFile(layerPath, stat.Size == 0 ? Content.Empty : new HostFileContent(parent.Path, name, stat), metadata);
        else if (kind == NodeKind.Symlink) _builder.AddSymlink(layerPath, HostRoot.ReadLink(directory, terminated, shown), metadata);
        else _builder.AddSpecial(layerPath, kind, stat.DeviceNode, metadata);
        References.Add(layerPath, meaning);
        if (stat.Links > 1) _firstNames.Add(stat.Id, layerPath);
    }

    private static Metadata MetadataOf(in HostStat stat, XattrSet xattrs) => new()
    {
        Mode = stat.Mode,
        Uid = stat.Uid,
        Gid = stat.Gid,
        AccessTime = stat.AccessTime,
        ModifyTime = stat.ModifyTime,
        ChangeTime = stat.ChangeTime,
        BirthTime = stat.BirthTime,
        Xattrs = xattrs,
    };

    private static HostStat Stat(SafeFileHandle directory, string shown)
    {
        int errno = HostStat.Of(directory, out HostStat stat);
        return errno == 0 ? stat : throw HostError.ToException(errno, "look at", shown);
    }

    private void Report()
    {
        _ct.ThrowIfCancellationRequested();
        _progress?.Report(_entries);
    }

    private static IOException Changed(string shown) => new($"'{shown}' changed while it was being layered.");
}
