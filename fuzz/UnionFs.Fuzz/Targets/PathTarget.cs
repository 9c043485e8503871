namespace UnionFs.Fuzz.Targets;

/// <summary>
/// Any text as a path: every face resolves it as <see cref="PathModel"/> says (links of any targets included), as System.IO does in text,
/// or as a layer's builder promises.
/// </summary>
internal sealed class PathTarget() : FuzzTarget("paths", maxLength: 512)
{
    private const string Start = "/a/b";

    private static readonly string[] Words =
    [
        "/", "/", "/", "//", "..", "../", ".", "./", "a", "a/b", "b", "c", "f", "l0", "l1", "l2", "l3", "/l0", "f/", "a/l3",
        "\u00E9", "\uDC80", "\0", "missing", new string('n', 254),
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var model = new PathModel();
        var fileSystem = new UnionFileSystem();
        Build(fileSystem, model, ref input);
        FsError opened = fileSystem.Posix.Open(Start, OpenFlags.O_DIRECTORY, out FileHandle? start);
        if (opened != FsError.None) throw new InvalidOperationException($"{Start}: {opened}");
        using (start)
        {
            Check(fileSystem, model, start!, NameEncoding.Decode(input));
            while (!input.IsEmpty) Check(fileSystem, model, start!, Spell(ref input));
        }
    }

    /// <summary>Words up to a byte of 0x80 and more, whose word is the last.</summary>
    private static string Spell(ref ReadOnlySpan<byte> input)
    {
        var text = new System.Text.StringBuilder();
        for (bool isLast = false; !input.IsEmpty && !isLast; input = input[1..])
        {
            text.Append(Words[(input[0] & 0x7F) % Words.Length]);
            isLast = input[0] >= 0x80;
        }
        return text.ToString();
    }

    private static void Build(UnionFileSystem fileSystem, PathModel model, ref ReadOnlySpan<byte> input)
    {
        foreach (string directory in new[] { "/a", "/a/b", "/a/b/c", "/\u00E9" })
        {
            fileSystem.Directory.CreateDirectory(directory);
            model.AddDirectory(directory);
        }
        foreach (string file in new[] { "/f", "/a/f", "/a/b/c/f", "/a/\uDC80", "/a/" + new string('n', 254) + "a" })
        {
            fileSystem.File.WriteAllText(file, "");
            model.AddFile(file);
        }
        foreach (string link in new[] { "/l0", "/l1", "/a/l2", "/a/b/l3" })
        {
            string target = Spell(ref input);
            FsError expected = target.Length == 0 ? FsError.ENOENT : target.Contains('\0') ? FsError.EINVAL : PathModel.BytesOf(target) > 4095 ? FsError.ENAMETOOLONG : FsError.None;
            Same(link, "symlink", expected, fileSystem.Posix.Symlink(target, link));
            if (expected == FsError.None) model.AddLink(link, target);
        }
    }

    private static void Check(UnionFileSystem fileSystem, PathModel model, FileHandle start, string path)
    {
        foreach (bool follow in new[] { true, false })
        {
            (FsError error, string place) = model.Resolve(path, follow);
            CheckPlace(fileSystem, path, follow, error, place);
            // An open directory is where it is.
            (error, place) = model.Resolve(path, follow, Start);
            FsError stated = follow ? fileSystem.Posix.Stat(start.At(path), out FileStat stat) : fileSystem.Posix.LStat(start.At(path), out stat);
            Same(path, "stat from a directory", error, stated);
            if (error == FsError.None) Same(path, "inode from a directory", Inode(fileSystem, place), stat.Inode);
        }
        CheckNet(fileSystem, model, path);
        CheckLayer(path);
    }

    private static void CheckPlace(UnionFileSystem fileSystem, string path, bool follow, FsError error, string place)
    {
        FsError stated = follow ? fileSystem.Posix.Stat(path, out FileStat stat) : fileSystem.Posix.LStat(path, out stat);
        Same(path, follow ? "stat" : "lstat", error, stated);
        Same(path, "realpath", error, fileSystem.Posix.RealPath(path, out string real, follow));
        if (error != FsError.None) return;
        Same(path, "real path", place, real);
        Same(path, "inode", Inode(fileSystem, place), stat.Inode);
    }

    private static long Inode(UnionFileSystem fileSystem, string place)
    {
        FsError error = fileSystem.Posix.LStat(place, out FileStat stat);
        return error == FsError.None ? stat.Inode : throw new InvalidOperationException($"'{place}' is not where the path led: {error}");
    }

    /// <summary>System.IO resolves dots in the text, and the kernel does the rest without the slash at the end.</summary>
    private static void CheckNet(UnionFileSystem fileSystem, PathModel model, string path)
    {
        fileSystem.Directory.SetCurrentDirectory(Start);
        bool isPath = path.Length > 0 && !path.Contains('\0');
        if (!isPath || OperatingSystem.IsWindows())
        {
            if (!isPath) Same(path, "exists", false, fileSystem.File.Exists(path) || fileSystem.Directory.Exists(path));
            return;
        }
        string full = Path.GetFullPath(path, Start);
        string trimmed = full.Length > 1 ? full.TrimEnd('/') : full;
        (FsError error, string place) = model.Resolve(trimmed, follow: true);
        Same(path, "directory exists", error == FsError.None && model.IsDirectory(place), fileSystem.Directory.Exists(path));
        // A link that leads nowhere is a file.
        bool isFile = error == FsError.None ? !model.IsDirectory(place) : model.Resolve(trimmed, follow: false).Error == FsError.None;
        Same(path, "file exists", isFile && !full.EndsWith('/'), fileSystem.File.Exists(path));
        try
        {
            fileSystem.File.ReadAllBytes(path);
            Same(path, "read", false, model.IsDirectory(place));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            if (!refusal.Message.Contains($"'{full}'", StringComparison.Ordinal)) throw new InvalidOperationException($"'{path}' is {full}, and the error is: {refusal.Message}");
        }
    }

    private static void CheckLayer(string path)
    {
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        bool isGood = names.Length > 0 && !path.Contains('\0') && names.All(name => name is not ("." or "..") && PathModel.BytesOf(name) <= 255);
        try
        {
            LayerEntry made = new LayerBuilder().AddFile(path, Content.Empty).Build().Entries().Last();
            Same(path, "path in a layer", isGood ? "/" + string.Join('/', names) : "refused", made.Path);
        }
        catch (Exception refusal) when (refusal is ArgumentException or IOException)
        {
            Same(path, $"a layer takes it ({refusal.Message})", isGood, false);
        }
    }

    private static void Same<T>(string path, string what, T expected, T actual)
    {
        if (!Equals(expected, actual)) throw new InvalidOperationException($"'{path}', {what}: {actual} and not {expected}");
    }
}
