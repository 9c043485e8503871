using System.IO.Abstractions;

namespace UnionFs.SystemIO.Tests.Contract;

internal static partial class Cases
{
    private static readonly string[] Entries = ["f", "dir", "dir/", "link", "dirlink", "dangling", "loop", ".hidden", "nope", "no/pe", "f/x", "./dir/../f", "/", "."];

    /// <summary>A member of each entry, seen as a file and as a directory.</summary>
    private static string Both(World w, Func<IFileSystemInfo, object?> member) => string.Join('\n', Entries.SelectMany(path => new[]
    {
        $"file {path}: {Outcome.Show(Try(() => member(w.Fs.FileInfo.New(path))))}",
        $"directory {path}: {Outcome.Show(Try(() => member(w.Fs.DirectoryInfo.New(path))))}",
    }));

    private static Dictionary<string, Func<World, object?>> EntryInfos()
    {
        var cases = new Dictionary<string, Func<World, object?>>
        {
            ["Info.Exists"] = w => Both(w, i => i.Exists),
            ["Info.Name"] = w => Both(w, i => i.Name),
            ["Info.FullName"] = w => Both(w, i => i.FullName),
            ["Info.Extension"] = w => Both(w, i => i.Extension),
            ["Info.Extension odd"] = w => string.Join(' ', new[] { "a.b", "a.", ".a", "a/.b", "a.b/c", "a..", "a.b/" }.Select(p => w.Fs.FileInfo.New(p).Extension)),
            ["Info text"] = w => Both(w, i => i.ToString()),
            ["Info.Attributes"] = w => Both(w, i => i.Attributes),
            ["Info.UnixFileMode"] = w => Both(w, i => i.UnixFileMode),
            ["Info.LinkTarget"] = w => Both(w, i => i.LinkTarget),
            ["Info.ResolveLinkTarget"] = w => Both(w, i => i.ResolveLinkTarget(false)),
            ["Info.ResolveLinkTarget final"] = w => Both(w, i => i.ResolveLinkTarget(true)),
            ["Info.FileSystem"] = w => Both(w, i => ReferenceEquals(i.FileSystem, w.Fs)),
            ["Info of null"] = w => w.Fs.FileInfo.New(null!),
            ["Info of empty"] = w => w.Fs.FileInfo.New(""),
            ["Info of NUL"] = w => w.Fs.FileInfo.New("a\0"),
            ["Info of directory null"] = w => w.Fs.DirectoryInfo.New(null!),
            ["Info of directory empty"] = w => w.Fs.DirectoryInfo.New(""),
            ["Info of directory NUL"] = w => w.Fs.DirectoryInfo.New("a\0"),
            ["Info long name"] = w => (w.Fs.FileInfo.New(LongName).Exists, Try(() => w.Fs.FileInfo.New(LongName).Attributes), Try(() => w.Fs.FileInfo.New(LongName).LastWriteTimeUtc)),
            ["Info keeps its state"] = w => { IFileInfo i = w.Fs.FileInfo.New("f"); bool before = i.Exists; w.Fs.File.Delete("f"); bool after = i.Exists; i.Refresh(); return (before, after, i.Exists); },
            ["Info looks when asked"] = w => { IFileInfo i = w.Fs.FileInfo.New("f"); w.Fs.File.Delete("f"); return i.Exists; },
            ["Info keeps its length"] = w => { IFileInfo i = w.Fs.FileInfo.New("f"); long before = i.Length; w.Fs.File.WriteAllText("f", "longer text"); long after = i.Length; i.Refresh(); return (before, after, i.Length); },
            ["Info keeps its link"] = w => { IFileInfo i = w.Fs.FileInfo.New("link"); string? before = i.LinkTarget; w.Fs.File.Delete("link"); w.Fs.File.CreateSymbolicLink("link", "g"); string? after = i.LinkTarget; i.Refresh(); return (before, after, i.LinkTarget); },
            ["Info forgets when it sets"] = w => { IFileInfo i = w.Fs.FileInfo.New("f"); _ = i.Length; w.Fs.File.WriteAllText("f", "longer text"); i.LastWriteTimeUtc = World.SomeTime; return i.Length; },
            ["Info set attributes of directory"] = w => { IDirectoryInfo i = w.Fs.DirectoryInfo.New("dir"); i.Attributes = FileAttributes.ReadOnly; bool isThere = i.Exists; w.Fs.Directory.Delete("dir", true); i.Refresh(); return (isThere, i.Exists, i.Attributes); },
            ["Info forgets when it deletes"] = w => { IDirectoryInfo i = w.Fs.DirectoryInfo.New("empty"); bool before = i.Exists; i.Delete(); return (before, i.Exists); },
            ["Info forgets when it creates"] = w => { IFileInfo i = w.Fs.FileInfo.New("n"); bool before = i.Exists; i.Create().Dispose(); return (before, i.Exists, i.Length); },
            ["Info Refresh of missing parent"] = w => Do(() => w.Fs.FileInfo.New("no/pe").Refresh()),
            ["Info Refresh of long name"] = w => Do(() => w.Fs.FileInfo.New(LongName).Refresh()),
            ["Info set attributes"] = w => { IFileInfo i = w.Fs.FileInfo.New("f"); i.Attributes = FileAttributes.ReadOnly; return i.Attributes; },
            ["Info set attributes missing"] = w => w.Fs.FileInfo.New("nope").Attributes = FileAttributes.Normal,
            ["Info set bad attributes"] = w => w.Fs.FileInfo.New("f").Attributes = (FileAttributes)0x40000000,
            ["Info set mode"] = w => { IDirectoryInfo i = w.Fs.DirectoryInfo.New("dirlink"); i.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute; return i.UnixFileMode; },
            ["Info set mode missing"] = w => w.Fs.DirectoryInfo.New("nope").UnixFileMode = UnixFileMode.None,
            ["Info set bad mode"] = w => w.Fs.FileInfo.New("f").UnixFileMode = (UnixFileMode)0x8000,
            ["Info.CreateAsSymbolicLink"] = w => { IFileInfo i = w.Fs.FileInfo.New("l"); bool before = i.Exists; i.CreateAsSymbolicLink("f"); return (before, i.Exists, i.LinkTarget); },
            ["Info.CreateAsSymbolicLink directory"] = w => { IDirectoryInfo i = w.Fs.DirectoryInfo.New("l"); i.CreateAsSymbolicLink("dir"); return (i.Exists, i.LinkTarget); },
            ["Info.CreateAsSymbolicLink exists"] = w => Do(() => w.Fs.FileInfo.New("f").CreateAsSymbolicLink("g")),
            ["Info.CreateAsSymbolicLink null"] = w => Do(() => w.Fs.FileInfo.New("l").CreateAsSymbolicLink(null!)),
            ["Info.CreateAsSymbolicLink empty"] = w => Do(() => w.Fs.FileInfo.New("l").CreateAsSymbolicLink("")),
            ["Info.CreateAsSymbolicLink NUL"] = w => Do(() => w.Fs.FileInfo.New("l").CreateAsSymbolicLink("a\0")),
        };
        AddTime("CreationTime", i => i.CreationTime, (i, t) => i.CreationTime = t);
        AddTime("CreationTimeUtc", i => i.CreationTimeUtc, (i, t) => i.CreationTimeUtc = t);
        AddTime("LastAccessTime", i => i.LastAccessTime, (i, t) => i.LastAccessTime = t);
        AddTime("LastAccessTimeUtc", i => i.LastAccessTimeUtc, (i, t) => i.LastAccessTimeUtc = t);
        AddTime("LastWriteTime", i => i.LastWriteTime, (i, t) => i.LastWriteTime = t);
        AddTime("LastWriteTimeUtc", i => i.LastWriteTimeUtc, (i, t) => i.LastWriteTimeUtc = t);
        return cases;

        void AddTime(string name, Func<IFileSystemInfo, DateTime> get, Action<IFileSystemInfo, DateTime> set)
        {
            cases[$"Info.{name}"] = w => (get(w.Fs.FileInfo.New("f")), get(w.Fs.FileInfo.New("dir")), get(w.Fs.FileInfo.New("link")), get(w.Fs.DirectoryInfo.New("dir/")), get(w.Fs.FileInfo.New("nope")));
            cases[$"Info.{name} set"] = w => { IFileInfo i = w.Fs.FileInfo.New("f"); set(i, LocalTime); return get(i); };
            cases[$"Info.{name} set any"] = w => { IDirectoryInfo i = w.Fs.DirectoryInfo.New("dir"); set(i, AnyTime); return get(i); };
            cases[$"Info.{name} set missing"] = w => Do(() => set(w.Fs.FileInfo.New("nope"), AnyTime));
            cases[$"Info.{name} set missing directory"] = w => Do(() => set(w.Fs.DirectoryInfo.New("no/pe"), AnyTime));
        }
    }

    private static Dictionary<string, Func<World, object?>> FileInfos() => new()
    {
        ["FileInfo.Directory"] = w => (w.Fs.FileInfo.New("dir/x").Directory, w.Fs.FileInfo.New("/x").Directory, w.Fs.FileInfo.New("dir/").Directory),
        ["FileInfo.Directory of root"] = w => w.Fs.FileInfo.New("/").Directory,
        ["FileInfo.DirectoryName"] = w => (w.Fs.FileInfo.New("dir/x").DirectoryName, w.Fs.FileInfo.New("/").DirectoryName),
        ["FileInfo.IsReadOnly"] = w => { IFileInfo i = w.Fs.FileInfo.New("f"); bool before = i.IsReadOnly; i.IsReadOnly = true; bool on = i.IsReadOnly; i.IsReadOnly = false; return (before, on, i.IsReadOnly); },
        ["FileInfo.IsReadOnly missing"] = w => w.Fs.FileInfo.New("nope").IsReadOnly,
        ["FileInfo.IsReadOnly set missing"] = w => w.Fs.FileInfo.New("nope").IsReadOnly = false,
        ["FileInfo.Length"] = w => string.Join('\n', Entries.Select(p => $"{p}: {Outcome.Show(Try(() => w.Fs.FileInfo.New(p).Length))}")),
        ["FileInfo.AppendText"] = w => Do(() => { using StreamWriter t = w.Fs.FileInfo.New("f").AppendText(); t.Write("!"); }),
        ["FileInfo.CopyTo"] = w => w.Fs.FileInfo.New("f").CopyTo("z"),
        ["FileInfo.CopyTo exists"] = w => w.Fs.FileInfo.New("f").CopyTo("g"),
        ["FileInfo.CopyTo overwrite"] = w => w.Fs.FileInfo.New("f").CopyTo("dir/../g", true),
        ["FileInfo.CopyTo null"] = w => w.Fs.FileInfo.New("f").CopyTo(null!),
        ["FileInfo.CopyTo missing"] = w => w.Fs.FileInfo.New("nope").CopyTo("z"),
        ["FileInfo.Create"] = w => w.Fs.FileInfo.New("n").Create(),
        ["FileInfo.Create missing parent"] = w => w.Fs.FileInfo.New("no/n").Create(),
        ["FileInfo.CreateText"] = w => Do(() => { using StreamWriter t = w.Fs.FileInfo.New("f").CreateText(); t.Write("!"); }),
        ["FileInfo.Delete"] = w => Do(() => w.Fs.FileInfo.New("f").Delete()),
        ["FileInfo.Delete directory"] = w => Do(() => w.Fs.FileInfo.New("dir").Delete()),
        ["FileInfo.MoveTo"] = w => { IFileInfo i = w.Fs.FileInfo.New("f"); i.MoveTo("dir/z"); return (i, i.Exists, i.DirectoryName); },
        ["FileInfo.MoveTo exists"] = w => Do(() => w.Fs.FileInfo.New("f").MoveTo("g")),
        ["FileInfo.MoveTo overwrite"] = w => { IFileInfo i = w.Fs.FileInfo.New("f"); i.MoveTo("g", true); return i; },
        ["FileInfo.MoveTo missing"] = w => Do(() => w.Fs.FileInfo.New("nope").MoveTo("z")),
        ["FileInfo.MoveTo from missing parent"] = w => Do(() => w.Fs.FileInfo.New("no/x").MoveTo("z")),
        ["FileInfo.MoveTo directory"] = w => Do(() => w.Fs.FileInfo.New("dir").MoveTo("z")),
        ["FileInfo.MoveTo empty"] = w => Do(() => w.Fs.FileInfo.New("f").MoveTo("")),
        ["FileInfo.Open"] = w => Read(w.Fs.FileInfo.New("f").Open(FileMode.Open)),
        ["FileInfo.Open append"] = w => With(w.Fs.FileInfo.New("f").Open(FileMode.Append), s => s.CanRead),
        ["FileInfo.Open access"] = w => With(w.Fs.FileInfo.New("f").Open(FileMode.Open, FileAccess.Read), s => s.CanWrite),
        ["FileInfo.Open share"] = w => With(w.Fs.FileInfo.New("f").Open(FileMode.Open, FileAccess.Read, FileShare.None), _ => w.Fs.File.ReadAllText("f")),
        ["FileInfo.Open options"] = w => With(w.Fs.FileInfo.New("f").Open(new FileStreamOptions()), s => s.Name),
        ["FileInfo.Open null options"] = w => w.Fs.FileInfo.New("f").Open(null!),
        ["FileInfo.Open missing"] = w => w.Fs.FileInfo.New("nope").Open(FileMode.Open),
        ["FileInfo.OpenRead"] = w => Read(w.Fs.FileInfo.New("f").OpenRead()),
        ["FileInfo.OpenText"] = w => { using StreamReader r = w.Fs.FileInfo.New("f").OpenText(); return r.ReadToEnd(); },
        ["FileInfo.OpenWrite"] = w => With(w.Fs.FileInfo.New("n").OpenWrite(), s => (s.CanRead, s.CanWrite)),
        ["FileInfo.Replace"] = w => w.Fs.FileInfo.New("f").Replace("g", "b"),
        ["FileInfo.Replace ignoring"] = w => w.Fs.FileInfo.New("f").Replace("g", null, true),
        ["FileInfo.Replace null"] = w => w.Fs.FileInfo.New("f").Replace(null!, null),
        ["FileInfo.Replace missing"] = w => w.Fs.FileInfo.New("f").Replace("nope", null),
        ["FileInfo.Wrap"] = w => w.Fs.FileInfo.Wrap(new FileInfo("f")),
        ["FileInfo.Wrap null"] = w => w.Fs.FileInfo.Wrap(null),
        ["FileInfo factory"] = w => ReferenceEquals(w.Fs.FileInfo.FileSystem, w.Fs),
#pragma warning disable CA1416 // Windows alone has it, and the others say so.
        ["FileInfo.Encrypt"] = w => Do(() => w.Fs.FileInfo.New("f").Encrypt()),
        ["FileInfo.Decrypt"] = w => Do(() => w.Fs.FileInfo.New("f").Decrypt()),
#pragma warning restore CA1416
    };

    private static Dictionary<string, Func<World, object?>> DirectoryInfos() => new()
    {
        ["DirectoryInfo.Parent"] = w => string.Join('\n', Entries.Select(p => $"{p}: {Outcome.Show(w.Fs.DirectoryInfo.New(p).Parent)}")),
        ["DirectoryInfo.Root"] = w => w.Fs.DirectoryInfo.New("dir").Root,
        ["DirectoryInfo.Create"] = w => { IDirectoryInfo i = w.Fs.DirectoryInfo.New("n/m"); bool before = i.Exists; i.Create(); return (before, i.Exists); },
        ["DirectoryInfo.Create over file"] = w => Do(() => w.Fs.DirectoryInfo.New("f").Create()),
        ["DirectoryInfo.CreateSubdirectory"] = w => w.Fs.DirectoryInfo.New("dir").CreateSubdirectory("n/../m/"),
        ["DirectoryInfo.CreateSubdirectory itself"] = w => w.Fs.DirectoryInfo.New("dir/").CreateSubdirectory("."),
        ["DirectoryInfo.CreateSubdirectory beside"] = w => w.Fs.DirectoryInfo.New("dir").CreateSubdirectory("../direct"),
        ["DirectoryInfo.CreateSubdirectory rooted"] = w => w.Fs.DirectoryInfo.New("dir").CreateSubdirectory("/x"),
        ["DirectoryInfo.CreateSubdirectory empty"] = w => w.Fs.DirectoryInfo.New("dir").CreateSubdirectory(""),
        ["DirectoryInfo.CreateSubdirectory null"] = w => w.Fs.DirectoryInfo.New("dir").CreateSubdirectory(null!),
        ["DirectoryInfo.CreateSubdirectory NUL"] = w => w.Fs.DirectoryInfo.New("dir").CreateSubdirectory("a\0"),
        ["DirectoryInfo.CreateSubdirectory of file"] = w => w.Fs.DirectoryInfo.New("f").CreateSubdirectory("x"),
        ["DirectoryInfo.Delete"] = w => Do(() => w.Fs.DirectoryInfo.New("empty").Delete()),
        ["DirectoryInfo.Delete full"] = w => Do(() => w.Fs.DirectoryInfo.New("dir").Delete()),
        ["DirectoryInfo.Delete recursive"] = w => { IDirectoryInfo i = w.Fs.DirectoryInfo.New("dir"); i.Delete(true); return i.Exists; },
        ["DirectoryInfo.Delete missing"] = w => Do(() => w.Fs.DirectoryInfo.New("nope").Delete(true)),
        ["DirectoryInfo.MoveTo"] = w => { IDirectoryInfo i = w.Fs.DirectoryInfo.New("dir"); i.MoveTo("a/z"); return (i, i.Exists, i.Parent); },
        ["DirectoryInfo.MoveTo exists"] = w => Do(() => w.Fs.DirectoryInfo.New("dir").MoveTo("empty")),
        ["DirectoryInfo.MoveTo same"] = w => Do(() => w.Fs.DirectoryInfo.New("dir").MoveTo("dir")),
        ["DirectoryInfo.MoveTo missing"] = w => Do(() => w.Fs.DirectoryInfo.New("nope").MoveTo("z")),
        ["DirectoryInfo.MoveTo missing parent"] = w => Do(() => w.Fs.DirectoryInfo.New("dir").MoveTo("no/z")),
        ["DirectoryInfo.MoveTo file"] = w => Do(() => w.Fs.DirectoryInfo.New("f").MoveTo("z")),
        ["DirectoryInfo.MoveTo null"] = w => Do(() => w.Fs.DirectoryInfo.New("dir").MoveTo(null!)),
        ["DirectoryInfo.MoveTo empty"] = w => Do(() => w.Fs.DirectoryInfo.New("dir").MoveTo("")),
        ["DirectoryInfo.Wrap"] = w => w.Fs.DirectoryInfo.Wrap(new DirectoryInfo("dir")),
        ["DirectoryInfo.Wrap null"] = w => w.Fs.DirectoryInfo.Wrap(null),
        ["DirectoryInfo factory"] = w => ReferenceEquals(w.Fs.DirectoryInfo.FileSystem, w.Fs),
    };

    private static Dictionary<string, Func<World, object?>> InfoSearching()
    {
        var cases = new Dictionary<string, Func<World, object?>>
        {
            ["DirectoryInfo found entries keep their state"] = w =>
            {
                IFileInfo found = w.Fs.DirectoryInfo.New("dir").GetFiles().Single();
                w.Fs.File.WriteAllText("dir/x", "longer");
                return (found.Length, found.Exists, found.Attributes, found.LastWriteTimeUtc);
            },
        };
        Add("EnumerateFiles", d => d.EnumerateFiles(), (d, s) => d.EnumerateFiles(s), (d, s, o) => d.EnumerateFiles(s, o), (d, s, o) => d.EnumerateFiles(s, o));
        Add("GetFiles", d => d.GetFiles(), (d, s) => d.GetFiles(s), (d, s, o) => d.GetFiles(s, o), (d, s, o) => d.GetFiles(s, o));
        Add("EnumerateDirectories", d => d.EnumerateDirectories(), (d, s) => d.EnumerateDirectories(s), (d, s, o) => d.EnumerateDirectories(s, o), (d, s, o) => d.EnumerateDirectories(s, o));
        Add("GetDirectories", d => d.GetDirectories(), (d, s) => d.GetDirectories(s), (d, s, o) => d.GetDirectories(s, o), (d, s, o) => d.GetDirectories(s, o));
        Add("EnumerateFileSystemInfos", d => d.EnumerateFileSystemInfos(), (d, s) => d.EnumerateFileSystemInfos(s), (d, s, o) => d.EnumerateFileSystemInfos(s, o), (d, s, o) => d.EnumerateFileSystemInfos(s, o));
        Add("GetFileSystemInfos", d => d.GetFileSystemInfos(), (d, s) => d.GetFileSystemInfos(s), (d, s, o) => d.GetFileSystemInfos(s, o), (d, s, o) => d.GetFileSystemInfos(s, o));
        return cases;

        void Add(string name, Func<IDirectoryInfo, IEnumerable<object>> all, Func<IDirectoryInfo, string, IEnumerable<object>> some,
            Func<IDirectoryInfo, string, SearchOption, IEnumerable<object>> option, Func<IDirectoryInfo, string, EnumerationOptions, IEnumerable<object>> options)
        {
            cases[$"DirectoryInfo.{name}"] = w => all(w.Fs.DirectoryInfo.New("."));
            cases[$"DirectoryInfo.{name} slash"] = w => all(w.Fs.DirectoryInfo.New("dir/"));
            cases[$"DirectoryInfo.{name} missing"] = w => all(w.Fs.DirectoryInfo.New("nope"));
            cases[$"DirectoryInfo.{name} pattern"] = w => some(w.Fs.DirectoryInfo.New(w.Root), "d*");
            cases[$"DirectoryInfo.{name} pattern with directory"] = w => some(w.Fs.DirectoryInfo.New(w.Root), "dir/*");
            cases[$"DirectoryInfo.{name} null pattern"] = w => some(w.Fs.DirectoryInfo.New(w.Root), null!);
            cases[$"DirectoryInfo.{name} deep"] = w => option(w.Fs.DirectoryInfo.New("dir"), "*", SearchOption.AllDirectories);
            cases[$"DirectoryInfo.{name} bad option"] = w => option(w.Fs.DirectoryInfo.New("dir"), "*", (SearchOption)(-1));
            cases[$"DirectoryInfo.{name} options"] = w => options(w.Fs.DirectoryInfo.New("."), "*", Plain);
            cases[$"DirectoryInfo.{name} deep options"] = w => options(w.Fs.DirectoryInfo.New("dir"), "*", Deep);
        }
    }
}
