using System.ComponentModel;
using System.IO.Abstractions;

namespace UnionFs.SystemIO.Tests.Contract;

internal static partial class Cases
{
    private static string Settings(IFileSystemWatcher? watcher) => watcher is null ? "null"
        : $"{watcher.Path} {watcher.Filter} [{string.Join(' ', watcher.Filters)}] {watcher.NotifyFilter} {watcher.IncludeSubdirectories} {watcher.InternalBufferSize} {watcher.EnableRaisingEvents}"
            + $" {watcher.Site is null} {watcher.Container is null} {watcher.SynchronizingObject is null}";

    private static Dictionary<string, Func<World, object?>> WatcherSettings() => new()
    {
        ["Watcher.New"] = w => Settings(w.Fs.FileSystemWatcher.New()),
        ["Watcher.New path"] = w => Settings(w.Fs.FileSystemWatcher.New("dir")),
        ["Watcher.New filter"] = w => Settings(w.Fs.FileSystemWatcher.New(w.Root, "*.txt")),
        ["Watcher.New everything"] = w => Settings(w.Fs.FileSystemWatcher.New(w.Root, "*.*")),
        ["Watcher.New empty filter"] = w => Settings(w.Fs.FileSystemWatcher.New(w.Root, "")),
        ["Watcher.New null"] = w => w.Fs.FileSystemWatcher.New(null!),
        ["Watcher.New empty"] = w => w.Fs.FileSystemWatcher.New(""),
        ["Watcher.New missing"] = w => w.Fs.FileSystemWatcher.New("nope"),
        ["Watcher.New file"] = w => w.Fs.FileSystemWatcher.New("f", "*"),
        ["Watcher.New NUL"] = w => w.Fs.FileSystemWatcher.New("a\0"),
        ["Watcher.New null filter"] = w => w.Fs.FileSystemWatcher.New(w.Root, null!),
        ["Watcher.Wrap"] = w => Settings(w.Fs.FileSystemWatcher.Wrap(new FileSystemWatcher("/tmp", "*.x") { IncludeSubdirectories = true, InternalBufferSize = 9000, NotifyFilter = NotifyFilters.Size })),
        ["Watcher.Wrap null"] = w => Settings(w.Fs.FileSystemWatcher.Wrap(null)),
        ["Watcher factory"] = w => ReferenceEquals(w.Fs.FileSystemWatcher.FileSystem, w.Fs),
        ["Watcher.FileSystem"] = w => ReferenceEquals(w.Fs.FileSystemWatcher.New().FileSystem, w.Fs),
        ["Watcher.Path"] = w => On(w, x => x.Path = "dir"),
        ["Watcher.Path missing"] = w => On(w, x => x.Path = "nope"),
        ["Watcher.Path empty"] = w => On(w, x => x.Path = ""),
        ["Watcher.Path null"] = w => On(w, x => x.Path = null!),
        ["Watcher.Path null at first"] = w => { using IFileSystemWatcher x = w.Fs.FileSystemWatcher.New(); x.Path = null!; return Settings(x); },
        ["Watcher.Filter"] = w => On(w, x => x.Filter = "*.md"),
        ["Watcher.Filter null"] = w => On(w, x => x.Filter = null!),
        ["Watcher.Filters"] = w => On(w, x => { x.Filters.Add("*.md"); x.Filters.Add(""); x.Filters.Add("*.*"); x.Filters[0] = "a"; x.Filters.Insert(0, "b"); }),
        ["Watcher.Filters removed"] = w => On(w, x => { x.Filters.Add("*.md"); x.Filters.Remove("*.md"); x.Filters.Clear(); }),
        ["Watcher.Filters bad index"] = w => On(w, x => x.Filters[3] = "a"),
        ["Watcher.InternalBufferSize"] = w => On(w, x => x.InternalBufferSize = 1 << 20),
        ["Watcher.InternalBufferSize small"] = w => On(w, x => x.InternalBufferSize = -5),
        ["Watcher.NotifyFilter"] = w => On(w, x => x.NotifyFilter = NotifyFilters.Size | NotifyFilters.Security),
        ["Watcher.NotifyFilter none"] = w => On(w, x => x.NotifyFilter = 0),
        ["Watcher.NotifyFilter bad"] = w => On(w, x => x.NotifyFilter = (NotifyFilters)0x40000),
        ["Watcher.IncludeSubdirectories"] = w => On(w, x => x.IncludeSubdirectories = true),
        ["Watcher.EnableRaisingEvents"] = w => On(w, x => { x.EnableRaisingEvents = true; x.EnableRaisingEvents = true; x.IncludeSubdirectories = true; x.NotifyFilter = NotifyFilters.Size; }),
        ["Watcher.EnableRaisingEvents without path"] = w => { return Refused(w.Fs.FileSystemWatcher.New()); },
        ["Watcher.EnableRaisingEvents of removed directory"] = w => { IFileSystemWatcher x = w.Fs.FileSystemWatcher.New("empty"); w.Fs.Directory.Delete("empty"); return Refused(x); },
        ["Watcher.EnableRaisingEvents of a file by now"] = w => { IFileSystemWatcher x = w.Fs.FileSystemWatcher.New("empty"); w.Fs.Directory.Delete("empty"); w.Fs.File.WriteAllText("empty", ""); return Refused(x); },
        ["Watcher.EnableRaisingEvents of removed parent"] = w => { IFileSystemWatcher x = w.Fs.FileSystemWatcher.New("dir/sub"); w.Fs.Directory.Delete("dir", true); return Refused(x); },
        ["Watcher.Dispose"] = w => On(w, x => { x.Dispose(); x.Dispose(); }),
        ["Watcher.Dispose while on"] = w => On(w, x => { x.EnableRaisingEvents = true; x.Dispose(); }),
        ["Watcher.Dispose and turn on"] = w => On(w, x => { x.Dispose(); x.EnableRaisingEvents = true; }),
        ["Watcher.Dispose and set"] = w => On(w, x => { x.Dispose(); x.IncludeSubdirectories = true; x.Path = "dir"; x.NotifyFilter = NotifyFilters.Size; x.Filter = "a"; }),
        ["Watcher.Dispose and wait"] = w => On(w, x => { x.Dispose(); x.WaitForChanged(WatcherChangeTypes.All, 1); }),
        ["Watcher.BeginInit"] = w => On(w, x => { x.BeginInit(); x.EnableRaisingEvents = true; x.Path = "dir"; }),
        ["Watcher.BeginInit while on"] = w => On(w, x => { x.EnableRaisingEvents = true; x.BeginInit(); }),
        ["Watcher.EndInit"] = w => On(w, x => { x.BeginInit(); x.EndInit(); }),
        ["Watcher.EndInit starts"] = w => Watched.Of(w, w.Root, x => { x.BeginInit(); x.EnableRaisingEvents = true; x.EndInit(); }, "", () => w.Fs.File.Delete("f")),
        ["Watcher.Site"] = w => On(w, x => { x.Site = new Place(false); if (!ReferenceEquals(x.Container, Place.Parent)) throw new InvalidOperationException("no container"); }),
        ["Watcher.Site at design time"] = w => On(w, x => x.Site = new Place(true)),
        ["Watcher.SynchronizingObject"] = w =>
        {
            var synchronizer = new Synchronizer();
            string told = Watched.Of(w, w.Root, x => x.SynchronizingObject = synchronizer, "", () => w.Fs.File.Delete("f"), () => w.Fs.File.Move("g", "f"));
            return (told, synchronizer.Count > 0);
        },
        ["Watcher handlers taken away"] = w =>
        {
            using var watched = new Watched(w, w.Root);
            int count = 0;
            FileSystemEventHandler handler = (_, _) => count++;
            RenamedEventHandler renamed = (_, _) => count++;
            ErrorEventHandler error = (_, _) => count++;
            watched.Watcher.Created += handler;
            watched.Watcher.Created -= handler;
            watched.Watcher.Changed += handler;
            watched.Watcher.Changed -= handler;
            watched.Watcher.Deleted += handler;
            watched.Watcher.Deleted -= handler;
            watched.Watcher.Renamed += renamed;
            watched.Watcher.Renamed -= renamed;
            watched.Watcher.Error += error;
            watched.Watcher.Error -= error;
            watched.After(() => { w.Fs.File.Delete("f"); w.Fs.File.Move("g", "f"); }, w.Root);
            return (watched.Events, count);
        },
    };

    private static string On(World w, Action<IFileSystemWatcher> act)
    {
        using IFileSystemWatcher watcher = w.Fs.FileSystemWatcher.New(w.Root);
        act(watcher);
        return Settings(watcher);
    }

    /// <summary>Turns on a watcher that cannot watch, which it tells at once.</summary>
    private static string Refused(IFileSystemWatcher watcher)
    {
        using (watcher)
        {
            var told = new List<string>();
            watcher.Error += (_, e) => told.Add(Outcome.Show(e.GetException()));
            watcher.EnableRaisingEvents = true;
            return Settings(watcher) + string.Join('\n', told);
        }
    }

    private sealed class Place(bool isDesign) : ISite
    {
        internal static readonly IContainer Parent = new Container();

        public IComponent Component => null!;
        public IContainer Container => Parent;
        public bool DesignMode => isDesign;
        public string? Name { get; set; }
        public object? GetService(Type serviceType) => null;
    }

    /// <summary>Calls at once, and counts.</summary>
    private sealed class Synchronizer : ISynchronizeInvoke
    {
        private int _count;

        internal int Count => Volatile.Read(ref _count);

        public bool InvokeRequired => true;

        public IAsyncResult BeginInvoke(Delegate method, object?[]? args)
        {
            Interlocked.Increment(ref _count);
            method.DynamicInvoke(args);
            return Task.CompletedTask;
        }

        public object? EndInvoke(IAsyncResult result) => null;

        public object? Invoke(Delegate method, object?[]? args) => method.DynamicInvoke(args);
    }
}
