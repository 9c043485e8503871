using System.Diagnostics.CodeAnalysis;
using System.IO.Abstractions;

namespace UnionFs.SystemIO.Watching;

/// <summary>Makes watchers.</summary>
internal sealed class WatcherFactory(UnionFileSystemIO system) : Entity(system), IFileSystemWatcherFactory
{
    public IFileSystemWatcher New() => new UnionWatcher(Owner);

    public IFileSystemWatcher New(string path)
    {
        CheckPath(path);
        return new UnionWatcher(Owner, path);
    }

    public IFileSystemWatcher New(string path, string filter)
    {
        CheckPath(path);
        ArgumentNullException.ThrowIfNull(filter);
        return new UnionWatcher(Owner, path) { Filter = filter };
    }

    /// <summary>
    /// A watcher over this file system with the settings of <paramref name="fileSystemWatcher"/>, off until it is enabled; what that one's handlers
    /// are, nobody can know.
    /// </summary>
    [return: NotNullIfNotNull(nameof(fileSystemWatcher))]
    public IFileSystemWatcher? Wrap(FileSystemWatcher? fileSystemWatcher)
    {
        if (fileSystemWatcher is null) return null;
        var watcher = new UnionWatcher(Owner, fileSystemWatcher.Path)
        {
            IncludeSubdirectories = fileSystemWatcher.IncludeSubdirectories,
            InternalBufferSize = fileSystemWatcher.InternalBufferSize,
            NotifyFilter = fileSystemWatcher.NotifyFilter,
        };
        foreach (string filter in fileSystemWatcher.Filters) watcher.Filters.Add(filter);
        return watcher;
    }

    private void CheckPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0) throw new ArgumentException("The directory name  is invalid.", nameof(path));
        if (!Files.Directory.Exists(path)) throw new ArgumentException($"The directory name '{path}' does not exist.", nameof(path));
    }
}
