using UnionFs.SystemIO.Paths;

namespace UnionFs.SystemIO.Watching;

// From changes to events, by inotify's rules: an entry that comes or goes through a rename is created or deleted, one that stays is renamed.
internal sealed partial class UnionWatcher
{
    private const NotifyFilters Names = NotifyFilters.FileName | NotifyFilters.DirectoryName;
    private const NotifyFilters Contents = NotifyFilters.LastAccess | NotifyFilters.LastWrite | NotifyFilters.Security | NotifyFilters.Size;
    private const NotifyFilters Metadata = Contents | NotifyFilters.Attributes | NotifyFilters.CreationTime;

    private ChangeFeed? _feed;

    public event FileSystemEventHandler? Changed;

    public event FileSystemEventHandler? Created;

    public event FileSystemEventHandler? Deleted;

    public event ErrorEventHandler? Error;

    public event RenamedEventHandler? Renamed;

    private void Start()
    {
        _isEnabled = true;
        if (Unwatchable(out string real) is { } refusal)
        {
            OnError(refusal);
            return;
        }
        // The filter sees each change as it is made, the loop when its turn comes: each follows the directory for itself.
        var present = new WatchedDirectory(real, _includeSubdirectories);
        var written = new WrittenFiles(_system.Files);
        var options = new WatchOptions
        {
            Capacity = (int)Math.Min(2L * _internalBufferSize, int.MaxValue),
            Filter = change =>
            {
                bool isIncluded = present.Follow(change);
                if (isIncluded) written.Note(change);
                return isIncluded;
            },
        };
        _feed = _system.Files.Watch("/", options);
        _system.Watchers.Add();
        _ = RaiseAsync(_feed, new WatchedDirectory(real, _includeSubdirectories), written);
    }

    /// <summary>Why the path cannot be watched, which is told as an event; it is turned on nevertheless.</summary>
    private Exception? Unwatchable(out string real)
    {
        real = "";
        if (_path.Length == 0) return new DirectoryNotFoundException("Could not find a part of the path.");
        string full = UnixPath.Full(_path, _system.Files.Directory.GetCurrentDirectory());
        FsError error = _system.Files.Posix.RealPath(full, out real);
        if (error == FsError.None && _system.Files.Posix.Stat(real, out FileStat stat) == FsError.None && stat.Kind != NodeKind.Directory) error = FsError.ENOTDIR;
        return error == FsError.None ? null : AsWritten.Failure(_system.Files, error, _path);
    }

    private void Stop()
    {
        _isEnabled = false;
        if (Interlocked.Exchange(ref _feed, null) is not { } feed) return;
        feed.Dispose();
        _system.Watchers.Remove();
    }

    private async Task RaiseAsync(ChangeFeed feed, WatchedDirectory directory, WrittenFiles written)
    {
        try
        {
            await foreach (FileChange change in feed.ReadAllAsync().ConfigureAwait(false))
            {
                if (!ReferenceEquals(Volatile.Read(ref _feed), feed)) return; // turned off: what is left is nobody's
                Raise(change, directory, written);
            }
        }
        catch (Exception error)
        {
            // A handler threw. As System.IO's watcher, this one tells and stops.
            OnError(error);
        }
    }

    private void Raise(in FileChange change, WatchedDirectory directory, WrittenFiles written)
    {
        string? name = directory.NameOf(change.Path);
        string? oldName = change.OldPath is null ? null : directory.NameOf(change.OldPath);
        directory.Follow(change);
        bool isTold = (_notifyFilter & (change.NodeKind == NodeKind.Directory ? NotifyFilters.DirectoryName : NotifyFilters.FileName)) != 0;
        switch (change.Kind)
        {
            case FileChangeKind.Created:
                if (isTold) OnEvent(WatcherChangeTypes.Created, name);
                if (written.Take(change) && (_notifyFilter & Contents) != 0) OnEvent(WatcherChangeTypes.Changed, name);
                break;
            case FileChangeKind.Deleted when isTold: OnEvent(WatcherChangeTypes.Deleted, name); break;
            case FileChangeKind.Changed when (_notifyFilter & Contents) != 0: OnEvent(WatcherChangeTypes.Changed, name); break;
            case FileChangeKind.Attributes when (_notifyFilter & Metadata) != 0: OnEvent(WatcherChangeTypes.Changed, name); break;
            case FileChangeKind.Renamed when isTold: OnMoved(name, oldName); break;
            case FileChangeKind.Exchanged when (_notifyFilter & Names) != 0:
                OnMoved(name, oldName);
                OnMoved(oldName, name);
                break;
            case FileChangeKind.Overflow:
                written.Clear();
                OnError(new InternalBufferOverflowException($"Too many changes at once in directory:{_path}."));
                break;
        }
    }

    private void OnMoved(string? name, string? oldName)
    {
        if (name is null) OnEvent(WatcherChangeTypes.Deleted, oldName);
        else if (oldName is null) OnEvent(WatcherChangeTypes.Created, name);
        else if (IsMatch(name) || IsMatch(oldName)) Invoke(Renamed, new RenamedEventArgs(WatcherChangeTypes.Renamed, _path, name, oldName));
    }

    private void OnEvent(WatcherChangeTypes type, string? name)
    {
        if (name is null || !IsMatch(name)) return;
        FileSystemEventHandler? handler = type switch
        {
            WatcherChangeTypes.Created => Created,
            WatcherChangeTypes.Deleted => Deleted,
            _ => Changed,
        };
        Invoke(handler, new FileSystemEventArgs(type, _path, name));
    }

    private void OnError(Exception error) => Invoke(Error, new ErrorEventArgs(error));

    private bool IsMatch(string name) =>
        _filters.Match(UnixPath.FileName(name).ToString(), _system.Files.Layers.Names == NameComparison.IgnoreCase);

    private void Invoke<TArguments>(Delegate? handler, TArguments arguments) where TArguments : EventArgs
    {
        if (handler is null) return;
        if (SynchronizingObject is { InvokeRequired: true } synchronizer)
        {
            synchronizer.BeginInvoke(handler, [this, arguments]);
            return;
        }
        switch (handler)
        {
            case FileSystemEventHandler one: one(this, (FileSystemEventArgs)(EventArgs)arguments); break;
            case RenamedEventHandler one: one(this, (RenamedEventArgs)(EventArgs)arguments); break;
            case ErrorEventHandler one: one(this, (ErrorEventArgs)(EventArgs)arguments); break;
        }
    }
}
