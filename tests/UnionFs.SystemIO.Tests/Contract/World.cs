using System.IO.Abstractions;

namespace UnionFs.SystemIO.Tests.Contract;

/// <summary>
/// A file system in which a case runs: with a directory of the same name on each, which is the working directory too, so that paths and messages
/// need no translation. It starts with f ("hello"), g ("other"), dir/x ("x"), dir/sub/y ("y"), empty/, a/, .hidden, the links loop -> loop,
/// dangling -> nowhere, link -> f, dirlink -> dir; all of one age.
/// </summary>
internal sealed class World : IDisposable
{
    internal static readonly DateTime SomeTime = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly Action _dispose;

    private World(IFileSystem fs, string root, Action dispose, bool isTolerant = false)
    {
        Fs = fs;
        Root = root;
        _dispose = dispose;
        foreach (Action step in Preparation()) Run(step, isTolerant);
    }

    internal IFileSystem Fs { get; }

    /// <summary>The directory, without a slash at its end.</summary>
    internal string Root { get; }

    internal bool IsReal { get; private init; }

    /// <summary>A path below the directory.</summary>
    internal string At(string path) => $"{Root}/{path}";

    /// <summary>System.IO on a temporary directory of the host.</summary>
    internal static World Real(Func<IFileSystem, IFileSystem>? seen = null)
    {
        string root = MakeRoot();
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = root;
        IFileSystem fs = new global::System.IO.Abstractions.FileSystem();
        return new World(seen?.Invoke(fs) ?? fs, root, () =>
        {
            Environment.CurrentDirectory = before;
            Directory.Delete(root, recursive: true);
        })
        {
            IsReal = true,
        };
    }

    internal static World Union(string root, Func<IFileSystem, IFileSystem>? seen = null)
    {
        var fs = new UnionFileSystemIO();
        Enter(fs, root);
        return new World(seen?.Invoke(fs) ?? fs, root, () => { });
    }

    /// <summary>Any other file system that claims to be one.</summary>
    internal static World Other(IFileSystem fs, string root)
    {
        Enter(fs, root);
        return new World(fs, root, () => { }, isTolerant: true);
    }

    public void Dispose() => _dispose();

    /// <summary>On a tmpfs where there is one: nothing needs a disk.</summary>
    private static string MakeRoot()
    {
        const string shared = "/dev/shm";
        if (!Directory.Exists(shared)) return Directory.CreateTempSubdirectory("unionfs-systemio-").FullName;
        string root = $"{shared}/unionfs-systemio-{Path.GetRandomFileName()}";
        return Directory.CreateDirectory(root).FullName;
    }

    private static void Enter(IFileSystem fs, string root)
    {
        fs.Directory.CreateDirectory(root);
        fs.Directory.SetCurrentDirectory(root);
    }

    /// <summary>What another file system cannot do, it starts without.</summary>
    private static void Run(Action step, bool isTolerant)
    {
        try
        {
            step();
        }
        catch (Exception) when (isTolerant)
        {
        }
    }

    private IEnumerable<Action> Preparation()
    {
        yield return () => Fs.File.WriteAllText(At("f"), "hello");
        yield return () => Fs.File.WriteAllText(At("g"), "other");
        yield return () => Fs.Directory.CreateDirectory(At("dir/sub"));
        yield return () => Fs.File.WriteAllText(At("dir/x"), "x");
        yield return () => Fs.File.WriteAllText(At("dir/sub/y"), "y");
        yield return () => Fs.Directory.CreateDirectory(At("empty"));
        yield return () => Fs.Directory.CreateDirectory(At("a"));
        yield return () => Fs.File.WriteAllText(At(".hidden"), "h");
        yield return () => Fs.File.CreateSymbolicLink(At("loop"), "loop");
        yield return () => Fs.File.CreateSymbolicLink(At("dangling"), "nowhere");
        yield return () => Fs.File.CreateSymbolicLink(At("link"), "f");
        yield return () => Fs.File.CreateSymbolicLink(At("dirlink"), "dir");
        foreach (string name in new[] { "f", "g", "dir/x", "dir/sub/y", "dir/sub", "dir", "empty", "a", ".hidden", "link", "dirlink" })
        {
            yield return () => Fs.File.SetLastWriteTimeUtc(At(name), SomeTime);
            yield return () => Fs.File.SetLastAccessTimeUtc(At(name), SomeTime);
        }
    }
}
