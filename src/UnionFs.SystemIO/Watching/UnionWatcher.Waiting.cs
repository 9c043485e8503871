using System.IO.Abstractions;

namespace UnionFs.SystemIO.Watching;

// Waiting for one event.
internal sealed partial class UnionWatcher
{
    private static readonly ChangedResult NothingCame = new(0, null, null, TimedOut: true);

    public IWaitForChangedResult WaitForChanged(WatcherChangeTypes changeType) => WaitForChanged(changeType, Timeout.Infinite);

    public IWaitForChangedResult WaitForChanged(WatcherChangeTypes changeType, TimeSpan timeout)
    {
        long milliseconds = (long)timeout.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, int.MaxValue, nameof(timeout));
        return WaitForChanged(changeType, (int)milliseconds);
    }

    public IWaitForChangedResult WaitForChanged(WatcherChangeTypes changeType, int timeout)
    {
        var found = new TaskCompletionSource<IWaitForChangedResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        FileSystemEventHandler onEvent = (_, e) => found.TrySetResult(new ChangedResult(e.ChangeType, e.Name, null, TimedOut: false));
        RenamedEventHandler onRenamed = (_, e) => found.TrySetResult(new ChangedResult(e.ChangeType, e.Name, e.OldName, TimedOut: false));
        if ((changeType & WatcherChangeTypes.Created) != 0) Created += onEvent;
        if ((changeType & WatcherChangeTypes.Deleted) != 0) Deleted += onEvent;
        if ((changeType & WatcherChangeTypes.Changed) != 0) Changed += onEvent;
        if ((changeType & WatcherChangeTypes.Renamed) != 0) Renamed += onRenamed;
        try
        {
            bool wasEnabled = EnableRaisingEvents;
            EnableRaisingEvents = true;
            found.Task.Wait(timeout);
            EnableRaisingEvents = wasEnabled;
        }
        finally
        {
            Created -= onEvent;
            Deleted -= onEvent;
            Changed -= onEvent;
            Renamed -= onRenamed;
        }
        return found.Task.IsCompletedSuccessfully ? found.Task.Result : NothingCame;
    }
}
