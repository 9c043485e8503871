namespace UnionFs.Archives;

/// <summary>Puts entries into a layer: what has no first read later is read and checked here.</summary>
internal sealed class ZipTree(ZipSource source, string name, ZipLimits limits)
{
    /// <summary>Bytes in a symbolic link's target: Linux's PATH_MAX less its NUL.</summary>
    private const int MaxTargetBytes = 4095;

    private readonly LayerBuilder _builder = new(name);

    /// <summary>Every directory met so far, and whether an entry stands for it or only its contents imply it.</summary>
    private readonly Dictionary<string, bool> _directories = new(StringComparer.Ordinal);

    private readonly HashSet<Metadata> _metadata = [];

    private long _nodes;

    internal Layer Build() => _builder.Build();

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ZipException">Its path is taken, its target is bad, or the tree is too large.</exception>
    internal void Add(CentralRecord record)
    {
        ZipEntry entry = record.Entry;
        ImplyParents(record.Path);
        if (record.Kind == NodeKind.Directory) AddDirectory(record);
        else if (record.Path.Length == 0) throw source.Bad(entry.Name, "the root is no directory");
        else _nodes++;
        if (_nodes > limits.MaxEntries) throw source.Bad(entry.Name, $"with it there are over {limits.MaxEntries} entries and directories, the limit");
        if (entry.Size == 0) CheckEmpty(entry);
        Metadata metadata = Shared(record.Metadata);
        try
        {
            switch (record.Kind)
            {
                case NodeKind.Directory:
                    _builder.AddDirectory("/" + record.Path, metadata);
                    break;
                case NodeKind.File:
                    _builder.AddFile(record.Path, entry.Size == 0 ? Content.Empty : entry, metadata);
                    break;
                case NodeKind.Symlink:
                    _builder.AddSymlink(record.Path, TargetOf(entry), metadata);
                    break;
                default:
                    _builder.AddSpecial(record.Path, record.Kind, default, metadata);
                    break;
            }
        }
        catch (IOException e) when (e is not ZipException)
        {
            throw source.Bad(entry.Name, e is DirectoryNotFoundException ? "a parent of it is an entry that is no directory" : "its path is taken by another entry", e);
        }
    }

    /// <summary>Most entries of an archive have the attributes and the time of others: one object then.</summary>
    private Metadata Shared(Metadata metadata)
    {
        if (_metadata.TryGetValue(metadata, out Metadata? known)) return known;
        _metadata.Add(metadata);
        return metadata;
    }

    private void AddDirectory(CentralRecord record)
    {
        if (!_directories.TryGetValue(record.Path, out bool stated)) _nodes++;
        else if (stated) throw source.Bad(record.Entry.Name, "its path is taken by another entry");
        _directories[record.Path] = true;
    }

    /// <summary>Counts the directories above that nobody has mentioned yet. One lookup where the parent is known, as it mostly is.</summary>
    private void ImplyParents(string path)
    {
        for (int end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (!_directories.TryAdd(path[..end], false)) return;
            _nodes++;
        }
    }

    /// <summary>Nobody will read a byte of it, so nobody would ever hold its header and its data against the directory.</summary>
    private void CheckEmpty(ZipEntry entry)
    {
        if (entry.PackedSize == 0) new EntryHead(source, entry).Dispose();
        else EntryData.Inflate(source, entry);
    }

    private string TargetOf(ZipEntry entry)
    {
        if (entry.Size is 0 or > MaxTargetBytes) throw source.Bad(entry.Name, $"a symbolic link to {entry.Size} bytes; 1 to {MaxTargetBytes} are possible");
        var target = new byte[entry.Size];
        entry.Read(0, target);
        return target.Contains((byte)0) ? throw source.Bad(entry.Name, "a symbolic link whose target has a NUL") : NameEncoding.Decode(target);
    }
}
