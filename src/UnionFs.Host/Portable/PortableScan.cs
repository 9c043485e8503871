namespace UnionFs.Host.Portable;

/// <summary>Reads a directory tree into a layer with System.IO alone, where the C library is not known: see <see cref="HostDirectory"/> for what that misses.</summary>
internal sealed class PortableScan
{
    private const int EntriesPerReport = 1024;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly IProgress<long>? _progress;
    private readonly CancellationToken _ct;
    private readonly LayerBuilder _builder;
    private readonly DirectoryInfo _root;
    private readonly HashSet<string> _excluded;
    private readonly Stack<(DirectoryInfo Directory, string LayerPath)> _pending = [];
    private long _entries;

    internal PortableScan(string path, HostDirectoryOptions options, IProgress<long>? progress, CancellationToken ct)
    {
        _progress = progress;
        _ct = ct;
        _builder = new LayerBuilder(options.Name ?? path);
        _excluded = [.. options.Exclude.Select(Path.GetFullPath)];
        if (File.Exists(path)) throw new IOException($"'{path}' is not a directory.");
        if (!Directory.Exists(path)) throw new DirectoryNotFoundException($"Could not find the directory '{path}'.");
        _root = new DirectoryInfo(Path.GetFullPath(path));
    }

    internal Layer Run()
    {
        _builder.AddDirectory("/", PortableMetadata.Of(_root));
        _pending.Push((_root, ""));
        while (_pending.TryPop(out (DirectoryInfo Directory, string LayerPath) next))
            foreach (FileSystemInfo entry in next.Directory.EnumerateFileSystemInfos("*", Everything))
                if (!_excluded.Contains(entry.FullName)) Add(entry, next.LayerPath + "/" + entry.Name);
        _progress?.Report(_entries);
        return _builder.Build();
    }

    private void Add(FileSystemInfo entry, string layerPath)
    {
        if (++_entries % EntriesPerReport == 0)
        {
            _ct.ThrowIfCancellationRequested();
            _progress?.Report(_entries);
        }
        Metadata metadata = PortableMetadata.Of(entry);
        if (entry.LinkTarget is { } target) _builder.AddSymlink(layerPath, target, metadata with { Mode = Metadata.DefaultSymlink.Mode });
        else if (entry is DirectoryInfo directory)
        {
            _builder.AddDirectory(layerPath, metadata);
            _pending.Push((directory, layerPath));
        }
        else _builder.AddFile(layerPath, new PortableFileContent((FileInfo)entry), metadata);
    }
}
