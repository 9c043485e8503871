using System.IO.Abstractions;

namespace UnionFs.SystemIO.Tests.Contract;

internal static partial class Cases
{
    /// <summary>What a watcher of the root directory tells of each step.</summary>
    private static string Told(World w, params Action[] steps) => Watched.Of(w, w.Root, null, "", steps);

    private static string ToldDeep(World w, params Action[] steps) => Watched.Of(w, w.Root, watcher => watcher.IncludeSubdirectories = true, "", steps);

    private static string ToldOf(World w, NotifyFilters filters) => Watched.Of(w, w.Root, watcher => watcher.NotifyFilter = filters, "",
        () => w.Fs.File.WriteAllText("n", "1"),
        () => w.Fs.File.AppendAllText("f", "1"),
        () => w.Fs.File.SetUnixFileMode("g", UnixFileMode.UserRead),
        () => w.Fs.File.SetLastWriteTimeUtc("g", World.SomeTime.AddDays(1)),
        () => w.Fs.Directory.CreateDirectory("m"),
        () => w.Fs.Directory.Move("a", "b"),
        () => w.Fs.File.Move("f", "e"),
        () => w.Fs.Directory.Delete("empty"),
        () => w.Fs.File.Delete("g"));

    private static Dictionary<string, Func<World, object?>> Watching() => new()
    {
        ["Watch a file made"] = w => Told(w, () => w.Fs.File.Create("n").Dispose()),
        ["Watch a file made and written"] = w => Told(w, () => w.Fs.File.WriteAllText("n", "1")),
        ["Watch a file written"] = w => Told(w, () => w.Fs.File.WriteAllText("f", "1")),
        ["Watch an empty file written"] = w => Told(w, () => w.Fs.File.WriteAllText("n", "")),
        ["Watch a file made through a stream"] = w => Told(w, () => { using Stream s = w.Fs.File.Create("n"); s.Write("12"u8); s.Flush(); s.Write("3"u8); }),
        ["Watch text appended to a new file"] = w => Told(w, () => w.Fs.File.AppendAllText("n", "1")),
        ["Watch a file appended to"] = w => Told(w, () => w.Fs.File.AppendAllText("f", "1")),
        ["Watch a file written through a link"] = w => Told(w, () => w.Fs.File.AppendAllText("link", "1")),
        ["Watch a file cut"] = w => Told(w, () => { using Stream s = w.Fs.File.OpenWrite("f"); s.SetLength(2); }),
        ["Watch a file read"] = w => Told(w, () => w.Fs.File.ReadAllText("f")),
        ["Watch a file removed"] = w => Told(w, () => w.Fs.File.Delete("f")),
        ["Watch a file renamed"] = w => Told(w, () => w.Fs.File.Move("f", "z")),
        ["Watch a file renamed onto another"] = w => Told(w, () => w.Fs.File.Move("f", "g", true)),
        ["Watch a file replaced"] = w => Told(w, () => w.Fs.File.Replace("f", "g", null)),
        ["Watch a file copied"] = w => Told(w, () => w.Fs.File.Copy("f", "z")),
        ["Watch a file moved in"] = w => Told(w, () => w.Fs.File.Move("dir/x", "z")),
        ["Watch a file moved out"] = w => Told(w, () => w.Fs.File.Move("f", "dir/z")),
        ["Watch a directory made"] = w => Told(w, () => w.Fs.Directory.CreateDirectory("n/m")),
        ["Watch a directory removed"] = w => Told(w, () => w.Fs.Directory.Delete("empty")),
        ["Watch a directory removed with all in it"] = w => Told(w, () => w.Fs.Directory.Delete("dir", true)),
        ["Watch a directory renamed"] = w => Told(w, () => w.Fs.Directory.Move("dir", "z")),
        ["Watch a link made"] = w => Told(w, () => w.Fs.File.CreateSymbolicLink("l", "f")),
        ["Watch a link removed"] = w => Told(w, () => w.Fs.Directory.Delete("dirlink")),
        ["Watch a mode set"] = w => Told(w, () => w.Fs.File.SetUnixFileMode("f", UnixFileMode.UserRead), () => w.Fs.File.SetUnixFileMode("dir", UnixFileMode.UserRead)),
        ["Watch times set"] = w => Told(w, () => w.Fs.File.SetLastAccessTimeUtc("f", World.SomeTime.AddDays(1))),
        ["Watch what is below"] = w => Told(w, () => w.Fs.File.AppendAllText("dir/x", "1"), () => w.Fs.File.Delete("dir/sub/y")),
        ["Watch several"] = w => Told(w, () => { w.Fs.File.WriteAllText("n", "1"); w.Fs.File.Move("n", "m"); w.Fs.File.Delete("m"); }),
        ["Watch nothing after it is turned off"] = w =>
        {
            using var watched = new Watched(w, w.Root);
            watched.After(() => w.Fs.File.Create("n").Dispose(), w.Root);
            watched.Watcher.EnableRaisingEvents = false;
            w.Fs.File.Delete("n");
            watched.Watcher.EnableRaisingEvents = true;
            watched.After(() => w.Fs.File.Create("m").Dispose(), w.Root);
            return watched.Events;
        },
        ["Watch another directory"] = w =>
        {
            using var watched = new Watched(w, w.Root);
            watched.Watcher.Path = w.At("dir");
            w.Fs.File.Delete("f");
            watched.After(() => w.Fs.File.Delete("dir/x"), w.At("dir"));
            return (watched.Events, watched.Watcher.EnableRaisingEvents);
        },
        ["Watch by a relative path"] = w => Watched.Of(w, "dir", null, "", () => w.Fs.File.Delete("dir/x")),
        ["Watch by a path with a slash"] = w => Watched.Of(w, w.Root + "/dir/", null, "", () => w.Fs.File.Move("dir/x", "dir/z")),
        ["Watch through a link"] = w => Watched.Of(w, w.At("dirlink"), null, "", () => w.Fs.File.Delete("dir/x")),
        ["Watch a pattern"] = w => Watched.Of(w, w.Root, watcher => watcher.Filter = "*.txt", ".txt", () => w.Fs.File.Create("a.txt").Dispose(), () => w.Fs.File.Create("a.bin").Dispose(),
            () => w.Fs.File.Move("a.bin", "b.txt"), () => w.Fs.File.Move("b.txt", "b.bin"), () => w.Fs.File.Move("b.bin", "c.bin"), () => w.Fs.File.Move("a.txt", "c.TXT")),
        ["Watch a pattern that it was made with"] = w =>
        {
            using IFileSystemWatcher watcher = w.Fs.FileSystemWatcher.New(w.Root, "?.md");
            return (watcher.Filter, watcher.Filters, watcher.Path);
        },
        ["Watch several patterns"] = w => Watched.Of(w, w.Root, watcher => { watcher.Filters.Add("zz*"); watcher.Filters.Add("f*"); }, "", () => w.Fs.File.Delete("f"), () => w.Fs.File.Delete("g")),
        ["Watch everything by *.*"] = w => Watched.Of(w, w.Root, watcher => watcher.Filter = "*.*", "", () => w.Fs.File.Delete("f")),
        ["Watch file names"] = w => ToldOf(w, NotifyFilters.FileName),
        ["Watch directory names"] = w => ToldOf(w, NotifyFilters.DirectoryName),
        ["Watch last writes"] = w => ToldOf(w, NotifyFilters.LastWrite),
        ["Watch attributes"] = w => ToldOf(w, NotifyFilters.Attributes),
        ["Watch sizes"] = w => ToldOf(w, NotifyFilters.Size),
        ["Watch creation times"] = w => ToldOf(w, NotifyFilters.CreationTime),
        ["Watch security"] = w => ToldOf(w, NotifyFilters.Security),
        ["Watch file names and last writes"] = w => ToldOf(w, NotifyFilters.FileName | NotifyFilters.LastWrite),
        ["Watch until a handler throws"] = w =>
        {
            var told = new List<string>();
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using IFileSystemWatcher watcher = w.Fs.FileSystemWatcher.New(w.Root);
            watcher.Created += (_, e) => { told.Add(e.Name!); throw new InvalidOperationException("enough"); };
            watcher.Error += (_, e) => { told.Add(Outcome.Show(e.GetException())); over.SetResult(); };
            watcher.EnableRaisingEvents = true;
            w.Fs.File.Create("n").Dispose();
            bool isOver = over.Task.Wait(TimeSpan.FromSeconds(30));
            w.Fs.File.Create("m").Dispose();
            return (isOver, string.Join('|', told), watcher.EnableRaisingEvents);
        },
        ["Watch overflow"] = Overflow,
        ["Watch for a change"] = w => Waited(w, (watcher, types) => watcher.WaitForChanged(types)),
        ["Watch for a change in time"] = w => Waited(w, (watcher, types) => watcher.WaitForChanged(types, 60_000)),
        ["Watch for a change in a span"] = w => Waited(w, (watcher, types) => watcher.WaitForChanged(types, TimeSpan.FromMinutes(1))),
        ["Watch for a change that does not come"] = w => Shown(w.Fs.FileSystemWatcher.New(w.Root).WaitForChanged(WatcherChangeTypes.All, 1)),
        ["Watch for a change that does not come in a span"] = w => Shown(w.Fs.FileSystemWatcher.New(w.Root).WaitForChanged(WatcherChangeTypes.Renamed, TimeSpan.Zero)),
        ["Watch for a change in bad time"] = w => w.Fs.FileSystemWatcher.New(w.Root).WaitForChanged(WatcherChangeTypes.All, -2),
        ["Watch for a change in a bad span"] = w => w.Fs.FileSystemWatcher.New(w.Root).WaitForChanged(WatcherChangeTypes.All, TimeSpan.FromDays(100)),
    };

    private static Dictionary<string, Func<World, object?>> WatchingTrees() => new()
    {
        ["Watch deep a file below"] = w => ToldDeep(w, () => w.Fs.File.AppendAllText("dir/sub/y", "1"), () => w.Fs.File.Delete("dir/sub/y")),
        ["Watch deep a new directory"] = w => ToldDeep(w, () => w.Fs.Directory.CreateDirectory("n"), () => w.Fs.File.Create("n/m").Dispose()),
        ["Watch deep a file moved"] = w => ToldDeep(w, () => w.Fs.File.Move("dir/x", "dir/sub/z"), () => w.Fs.File.Move("f", "dir/f")),
        ["Watch deep a directory renamed"] = w => ToldDeep(w, () => w.Fs.Directory.Move("dir", "z"), () => w.Fs.File.AppendAllText("z/sub/y", "1")),
        ["Watch deep a directory moved below"] = w => ToldDeep(w, () => w.Fs.Directory.Move("dir/sub", "a/sub"), () => w.Fs.File.Delete("a/sub/y")),
        ["Watch deep a directory removed"] = w => string.Join('\n', ToldDeep(w, () => w.Fs.Directory.Delete("dir", true)).Split('\n').Order()),
        ["Watch deep an info's directory removed"] = w => string.Join('\n', ToldDeep(w, () => w.Fs.DirectoryInfo.New("dir").Delete(true)).Split('\n').Order()),
        ["Watch deep modes set"] = w => ToldDeep(w, () => w.Fs.File.SetUnixFileMode("dir/sub", UnixFileMode.UserRead)),
        ["Watch deep behind a link"] = w => Watched.Of(w, w.At("a"), watcher => watcher.IncludeSubdirectories = true, "", () => w.Fs.Directory.CreateSymbolicLink("a/l", "../dir"), () => w.Fs.File.Delete("a/l/x")),
        ["Watch deep a pattern"] = w => Watched.Of(w, w.Root, watcher => { watcher.IncludeSubdirectories = true; watcher.Filters.Add("y"); watcher.Filters.Add("zz*"); }, "", () => w.Fs.File.Delete("dir/x"), () => w.Fs.File.Delete("dir/sub/y")),
        ["Watch from outside in and out"] = w => Watched.Of(w, w.At("dir"), watcher => watcher.IncludeSubdirectories = true, "",
            () => w.Fs.File.Move("f", "dir/sub/f"), () => w.Fs.File.Move("dir/sub/f", "f"), () => w.Fs.Directory.Move("a", "dir/a"), () => w.Fs.File.Create("dir/a/n").Dispose()),
        ["Watch a directory that is renamed"] = w =>
        {
            using var watched = new Watched(w, w.At("dir"));
            w.Fs.Directory.Move("dir", "z");
            watched.After(() => w.Fs.File.Delete("z/x"), w.At("z"));
            return watched.Events;
        },
        ["Watch a directory whose parent is renamed"] = w =>
        {
            using var watched = new Watched(w, w.At("dir/sub"));
            w.Fs.Directory.Move("dir", "z");
            watched.After(() => w.Fs.File.Delete("z/sub/y"), w.At("z/sub"));
            return watched.Events;
        },
        ["Watch a directory that is removed and made again"] = w =>
        {
            using var watched = new Watched(w, w.At("empty"));
            watched.After(() => { }, w.At("empty"));
            w.Fs.Directory.Delete("empty", true);
            w.Fs.Directory.CreateDirectory("empty");
            w.Fs.File.Create("empty/n").Dispose();
            watched.Watcher.EnableRaisingEvents = false;
            watched.Watcher.EnableRaisingEvents = true;
            watched.After(() => w.Fs.File.Create("empty/m").Dispose(), w.At("empty"));
            return watched.Events;
        },
    };

    /// <summary>More events than Linux keeps while a handler does not come back.</summary>
    private static string Overflow(World w)
    {
        var release = new ManualResetEventSlim();
        var over = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using IFileSystemWatcher watcher = w.Fs.FileSystemWatcher.New(w.Root, "n*");
        watcher.Created += (_, _) => release.Wait();
        watcher.Error += (_, e) => over.TrySetResult(Outcome.Show(e.GetException()));
        watcher.EnableRaisingEvents = true;
        for (int i = 0; i < 6_000; i++)
        {
            w.Fs.File.Create("n").Dispose();
            w.Fs.File.Delete("n");
        }
        release.Set();
        return over.Task.Wait(TimeSpan.FromMinutes(1)) ? over.Task.Result : "nothing was told";
    }

    private static string Waited(World w, Func<IFileSystemWatcher, WatcherChangeTypes, IWaitForChangedResult> wait)
    {
        using IFileSystemWatcher watcher = w.Fs.FileSystemWatcher.New(w.Root);
        Task<IWaitForChangedResult> waiting = Task.Run(() => wait(watcher, WatcherChangeTypes.Renamed));
        // When it begins to watch nobody can know: again and again.
        string name = "f";
        for (int i = 0; !waiting.Wait(1); i++)
        {
            string next = $"f{i}";
            w.Fs.File.Move(name, next);
            name = next;
        }
        w.Fs.File.Move(name, "f");
        IWaitForChangedResult result = waiting.Result;
        return $"{result.ChangeType} {result.Name?[0]} {result.OldName?[0]} {result.TimedOut} {watcher.EnableRaisingEvents}";
    }

    private static string Shown(IWaitForChangedResult result) => $"{result.ChangeType} {result.Name ?? "null"} {result.OldName ?? "null"} {result.TimedOut}";
}
