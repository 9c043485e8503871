using System.Collections.Concurrent;

namespace UnionFs.Packs;

/// <summary>
/// Watches the folders of a mount's packs, as they were when it was made, and reads one again once it has been quiet for a while: <see cref="PackMount.Refresh"/>.
/// Ends when disposed.
/// </summary>
public sealed class FolderWatch : IDisposable
{
    private readonly PackMount _mount;
    private readonly TimeSpan _quiet;
    private readonly Action<PackException>? _onError;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly ConcurrentDictionary<string, Timer> _timers = new(StringComparer.Ordinal);
    private volatile bool _isDisposed;

    internal FolderWatch(PackMount mount, TimeSpan quiet, Action<PackException>? onError)
    {
        (_mount, _quiet, _onError) = (mount, quiet, onError);
        try
        {
            foreach (Pack pack in mount.Packs.Packs)
                if (pack.Source is { } source && Directory.Exists(source)) Watch(pack.Name, source);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Ends it. A folder that is just being read may still come.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (FileSystemWatcher watcher in _watchers) watcher.Dispose();
        foreach (Timer timer in _timers.Values) timer.Dispose();
    }

    private void Watch(string pack, string folder)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes,
        };
        _watchers.Add(watcher);
        _timers[pack] = new Timer(_ => Refresh(pack));
        // What happened does not matter, and more happened than was told where the system lost count (Error).
        watcher.Changed += (_, _) => Wait(pack);
        watcher.Created += (_, _) => Wait(pack);
        watcher.Deleted += (_, _) => Wait(pack);
        watcher.Renamed += (_, _) => Wait(pack);
        watcher.Error += (_, _) => Wait(pack);
        watcher.EnableRaisingEvents = true;
    }

    private void Wait(string pack)
    {
        try
        {
            if (!_isDisposed) _timers[pack].Change(_quiet, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // It came while the watch ended.
        }
    }

    private void Refresh(string pack)
    {
        if (_isDisposed) return;
        try
        {
            _mount.Refresh(pack);
        }
        catch (PackException error)
        {
            // The folder changes on, or is away: the next event tries again.
            _onError?.Invoke(error);
        }
    }
}
