using System.IO.Abstractions;

namespace UnionFs.SystemIO.Tests.Contract;

internal static partial class Cases
{
    private static Dictionary<string, Func<World, object?>> Directories() => new()
    {
        ["Directory.Exists"] = w => string.Join(' ', new[] { "f", "dir", "dir/", "link", "dangling", "dirlink", "loop", "nope", "f/x", "", "\0", ".", "/" }.Select(w.Fs.Directory.Exists)),
        ["Directory.Exists null"] = w => w.Fs.Directory.Exists(null),
        ["Directory.CreateDirectory"] = w => w.Fs.Directory.CreateDirectory("n/m/"),
        ["Directory.CreateDirectory there"] = w => w.Fs.Directory.CreateDirectory("dirlink"),
        ["Directory.CreateDirectory over file"] = w => w.Fs.Directory.CreateDirectory("f"),
        ["Directory.CreateDirectory below file"] = w => w.Fs.Directory.CreateDirectory("f/x"),
        ["Directory.CreateDirectory null"] = w => w.Fs.Directory.CreateDirectory(null!),
        ["Directory.CreateDirectory mode"] = w => w.Fs.Directory.CreateDirectory("n/m", UnixFileMode.UserRead | UnixFileMode.OtherWrite),
        ["Directory.CreateDirectory bad mode"] = w => w.Fs.Directory.CreateDirectory("n", (UnixFileMode)0x8000),
        ["Directory.CreateSymbolicLink"] = w => w.Fs.Directory.CreateSymbolicLink("l", "dir"),
        ["Directory.CreateSymbolicLink exists"] = w => w.Fs.Directory.CreateSymbolicLink("dir", "a"),
        ["Directory.CreateSymbolicLink null"] = w => w.Fs.Directory.CreateSymbolicLink("l", null!),
        ["Directory.Delete"] = w => Do(() => w.Fs.Directory.Delete("empty")),
        ["Directory.Delete full"] = w => Do(() => w.Fs.Directory.Delete("dir")),
        ["Directory.Delete missing"] = w => Do(() => w.Fs.Directory.Delete("nope")),
        ["Directory.Delete file"] = w => Do(() => w.Fs.Directory.Delete("f")),
        ["Directory.Delete recursive"] = w => Do(() => w.Fs.Directory.Delete("dir/", true)),
        ["Directory.Delete not recursive"] = w => Do(() => w.Fs.Directory.Delete("dir", false)),
        ["Directory.Delete recursive link"] = w => Do(() => w.Fs.Directory.Delete("dirlink", true)),
        ["Directory.Delete recursive missing"] = w => Do(() => w.Fs.Directory.Delete("no/pe", true)),
        ["Directory.Move"] = w => Do(() => w.Fs.Directory.Move("dir", "a/z")),
        ["Directory.Move file"] = w => Do(() => w.Fs.Directory.Move("f", "z")),
        ["Directory.Move exists"] = w => Do(() => w.Fs.Directory.Move("dir", "empty")),
        ["Directory.Move into itself"] = w => Do(() => w.Fs.Directory.Move("dir", "dir/z")),
        ["Directory.Move missing"] = w => Do(() => w.Fs.Directory.Move("nope", "z")),
        ["Directory.Move same"] = w => Do(() => w.Fs.Directory.Move("dir", "./dir/")),
        ["Directory.GetCurrentDirectory"] = w => w.Fs.Directory.GetCurrentDirectory(),
        ["Directory.SetCurrentDirectory"] = w => Do(() => w.Fs.Directory.SetCurrentDirectory("dirlink"), () => (w.Fs.Directory.GetCurrentDirectory(), w.Fs.File.ReadAllText("x"), w.Fs.Path.GetFullPath("../f"), w.Fs.FileInfo.New("x"))),
        ["Directory.SetCurrentDirectory missing"] = w => Do(() => w.Fs.Directory.SetCurrentDirectory("nope")),
        ["Directory.SetCurrentDirectory file"] = w => Do(() => w.Fs.Directory.SetCurrentDirectory("f")),
        ["Directory.SetCurrentDirectory null"] = w => Do(() => w.Fs.Directory.SetCurrentDirectory(null!)),
        ["Directory.GetDirectoryRoot"] = w => w.Fs.Directory.GetDirectoryRoot("a/b"),
        ["Directory.GetDirectoryRoot null"] = w => w.Fs.Directory.GetDirectoryRoot(null!),
        ["Directory.GetLogicalDrives"] = w => w.Fs.Directory.GetLogicalDrives().Contains("/"),
        ["Directory.GetParent"] = w => (w.Fs.Directory.GetParent("dir/x"), w.Fs.Directory.GetParent("dir/"), w.Fs.Directory.GetParent("/a"), w.Fs.Directory.GetParent("/")),
        ["Directory.GetParent empty"] = w => w.Fs.Directory.GetParent(""),
        ["Directory.ResolveLinkTarget"] = w => w.Fs.Directory.ResolveLinkTarget("dirlink", false),
        ["Directory.ResolveLinkTarget final"] = w => w.Fs.Directory.ResolveLinkTarget("dirlink", true),
        ["Directory.ResolveLinkTarget no link"] = w => w.Fs.Directory.ResolveLinkTarget("dir", true),
        ["Directory.ResolveLinkTarget missing"] = w => w.Fs.Directory.ResolveLinkTarget("nope", true),
        ["Directory.FileSystem"] = w => ReferenceEquals(w.Fs.Directory.FileSystem, w.Fs),
    };

    private static Dictionary<string, Func<World, object?>> DirectoryTimes()
    {
        var cases = new Dictionary<string, Func<World, object?>>();
        Add("CreationTime", (d, p) => d.GetCreationTime(p), (d, p, t) => d.SetCreationTime(p, t));
        Add("CreationTimeUtc", (d, p) => d.GetCreationTimeUtc(p), (d, p, t) => d.SetCreationTimeUtc(p, t));
        Add("LastAccessTime", (d, p) => d.GetLastAccessTime(p), (d, p, t) => d.SetLastAccessTime(p, t));
        Add("LastAccessTimeUtc", (d, p) => d.GetLastAccessTimeUtc(p), (d, p, t) => d.SetLastAccessTimeUtc(p, t));
        Add("LastWriteTime", (d, p) => d.GetLastWriteTime(p), (d, p, t) => d.SetLastWriteTime(p, t));
        Add("LastWriteTimeUtc", (d, p) => d.GetLastWriteTimeUtc(p), (d, p, t) => d.SetLastWriteTimeUtc(p, t));
        return cases;

        void Add(string name, Func<IDirectory, string, DateTime> get, Action<IDirectory, string, DateTime> set)
        {
            cases[$"Directory.{name}"] = w => get(w.Fs.Directory, "dir");
            cases[$"Directory.{name} missing"] = w => get(w.Fs.Directory, "no/pe");
            cases[$"Directory.{name} set"] = w => Do(() => set(w.Fs.Directory, "dir", AnyTime), () => get(w.Fs.Directory, "dir"));
            cases[$"Directory.{name} set missing"] = w => Do(() => set(w.Fs.Directory, "nope", AnyTime));
        }
    }

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };
    private static readonly EnumerationOptions Plain = new();

    private static Dictionary<string, Func<World, object?>> Searching()
    {
        var cases = new Dictionary<string, Func<World, object?>>();
        Add("EnumerateFiles", (d, p) => d.EnumerateFiles(p), (d, p, s) => d.EnumerateFiles(p, s), (d, p, s, o) => d.EnumerateFiles(p, s, o), (d, p, s, o) => d.EnumerateFiles(p, s, o));
        Add("GetFiles", (d, p) => d.GetFiles(p), (d, p, s) => d.GetFiles(p, s), (d, p, s, o) => d.GetFiles(p, s, o), (d, p, s, o) => d.GetFiles(p, s, o));
        Add("EnumerateDirectories", (d, p) => d.EnumerateDirectories(p), (d, p, s) => d.EnumerateDirectories(p, s), (d, p, s, o) => d.EnumerateDirectories(p, s, o), (d, p, s, o) => d.EnumerateDirectories(p, s, o));
        Add("GetDirectories", (d, p) => d.GetDirectories(p), (d, p, s) => d.GetDirectories(p, s), (d, p, s, o) => d.GetDirectories(p, s, o), (d, p, s, o) => d.GetDirectories(p, s, o));
        Add("EnumerateFileSystemEntries", (d, p) => d.EnumerateFileSystemEntries(p), (d, p, s) => d.EnumerateFileSystemEntries(p, s), (d, p, s, o) => d.EnumerateFileSystemEntries(p, s, o), (d, p, s, o) => d.EnumerateFileSystemEntries(p, s, o));
        Add("GetFileSystemEntries", (d, p) => d.GetFileSystemEntries(p), (d, p, s) => d.GetFileSystemEntries(p, s), (d, p, s, o) => d.GetFileSystemEntries(p, s, o), (d, p, s, o) => d.GetFileSystemEntries(p, s, o));
        return cases;

        void Add(string name, Func<IDirectory, string, IEnumerable<string>> all, Func<IDirectory, string, string, IEnumerable<string>> some,
            Func<IDirectory, string, string, SearchOption, IEnumerable<string>> option, Func<IDirectory, string, string, EnumerationOptions, IEnumerable<string>> options)
        {
            cases[$"Directory.{name}"] = w => all(w.Fs.Directory, ".");
            cases[$"Directory.{name} absolute"] = w => all(w.Fs.Directory, w.Root + "/");
            cases[$"Directory.{name} missing"] = w => all(w.Fs.Directory, "nope");
            cases[$"Directory.{name} file"] = w => all(w.Fs.Directory, "f");
            cases[$"Directory.{name} null"] = w => all(w.Fs.Directory, null!);
            cases[$"Directory.{name} pattern"] = w => some(w.Fs.Directory, w.Root, "?i*");
            cases[$"Directory.{name} pattern with directory"] = w => some(w.Fs.Directory, w.Root, "dir/*");
            cases[$"Directory.{name} rooted pattern"] = w => some(w.Fs.Directory, w.Root, "/dir");
            cases[$"Directory.{name} empty pattern"] = w => some(w.Fs.Directory, w.Root, "");
            cases[$"Directory.{name} null pattern"] = w => some(w.Fs.Directory, w.Root, null!);
            cases[$"Directory.{name} deep"] = w => option(w.Fs.Directory, "dir", "*", SearchOption.AllDirectories);
            cases[$"Directory.{name} bad option"] = w => option(w.Fs.Directory, "dir", "*", (SearchOption)7);
            cases[$"Directory.{name} options"] = w => options(w.Fs.Directory, w.Root, "*", Plain);
            cases[$"Directory.{name} deep options"] = w => options(w.Fs.Directory, "dir", "*", Deep);
        }
    }
}
