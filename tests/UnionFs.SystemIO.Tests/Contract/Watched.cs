using System.IO.Abstractions;

namespace UnionFs.SystemIO.Tests.Contract;

/// <summary>
/// A watcher and what it told. After each step something is made that it must tell of, and awaited, so that what came before is complete; equal
/// events in a row count as one, since inotify joins them when it can.
/// </summary>
internal sealed class Watched : IDisposable
{
    /// <summary>What is made only to be waited for.</summary>
    private const string Mark = "zz";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // a watcher that tells nothing, not a measure

    private readonly World _world;
    private readonly string _suffix;
    private readonly List<string> _events = [];
    private readonly SemaphoreSlim _told = new(0);
    private string _awaited = "";
    private int _marks;

    internal Watched(World world, string path, Action<IFileSystemWatcher>? set = null, string suffix = "")
    {
        _world = world;
        _suffix = suffix;
        Watcher = world.Fs.FileSystemWatcher.New(path);
        Watcher.Created += (_, e) => Add(e.Name, $"{e.ChangeType} {e.Name} {e.FullPath}");
        Watcher.Changed += (_, e) => Add(e.Name, $"{e.ChangeType} {e.Name} {e.FullPath}");
        Watcher.Deleted += (_, e) => Add(e.Name, $"{e.ChangeType} {e.Name} {e.FullPath}");
        Watcher.Renamed += (_, e) => Add(e.Name, $"{e.ChangeType} {e.Name} {e.FullPath} from {e.OldName} {e.OldFullPath}");
        Watcher.Error += (_, e) => Add(null, $"Error {Outcome.Show(e.GetException())}");
        set?.Invoke(Watcher);
        Watcher.EnableRaisingEvents = true;
    }

    internal IFileSystemWatcher Watcher { get; }

    internal string Events
    {
        get
        {
            lock (_events) return string.Join('\n', _events);
        }
    }

    /// <summary>Runs each step, and waits until what it caused was told.</summary>
    internal static string Of(World world, string path, Action<IFileSystemWatcher>? set, string suffix, params Action[] steps)
    {
        using var watched = new Watched(world, path, set, suffix);
        foreach (Action step in steps) watched.After(step, path);
        return watched.Events;
    }

    internal void After(Action step, string directory)
    {
        step();
        string mark = $"{Mark}{++_marks}-";
        Volatile.Write(ref _awaited, mark);
        // One of these is told whatever the watcher's filters are.
        string path = $"{directory}/{mark}";
        _world.Fs.Directory.CreateDirectory(path + "d" + _suffix);
        _world.Fs.Directory.SetLastWriteTimeUtc(path + "d" + _suffix, World.SomeTime);
        _world.Fs.File.WriteAllText(path + "f" + _suffix, mark);
        if (!_told.Wait(Patience)) Add(null, $"nothing of {mark} was told");
    }

    public void Dispose() => Watcher.Dispose();

    private void Add(string? name, string text)
    {
        if (name?.StartsWith(Mark, StringComparison.Ordinal) == true)
        {
            // The first that is told of the mark; the others are of no interest.
            if (!name.StartsWith(Volatile.Read(ref _awaited), StringComparison.Ordinal) || Volatile.Read(ref _awaited).Length == 0) return;
            Volatile.Write(ref _awaited, "");
            _told.Release();
            return;
        }
        lock (_events)
            if (_events.Count == 0 || _events[^1] != text) _events.Add(text);
    }
}
