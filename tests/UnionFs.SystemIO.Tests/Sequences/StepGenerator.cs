using System.Globalization;
using System.IO.Abstractions;
using System.Text;

namespace UnionFs.SystemIO.Tests.Sequences;

/// <summary>
/// Calls by chance, over a few paths that are files, directories, links, missing, or lead through one of those. No path leads out of the directory, neither
/// as it is written nor through a link, since one of the two file systems is the host's.
/// </summary>
internal sealed class StepGenerator(int seed)
{
    private static readonly string[] Paths =
    [
        "f", "g", "n", "a", "dir", "dir/x", "dir/n", "dir/sub", "dir/sub/y", "empty", "empty/n", "link", "dirlink", "dirlink/x", "dirlink/n", "dangling", "loop", "loop/x",
        "f/x", "no/x", "./f", "dir/../g", "dir//x", "dir/", "f/", "n/", "link/", "dirlink/", ".hidden", "a/b/c",
    ];

    /// <summary>None starts with `..`: a link that is moved must not lead out.</summary>
    private static readonly string[] Targets = ["f", "dir", "nowhere", "sub", "x", "link", "n", "a"];
    private static readonly string[] Patterns = ["*", "*.*", "?", "f*", "*x", "", "s?b", "dir/*"];
    private static readonly string[] Texts = ["", "text", "two\nlines\n", "\u00E9\u4E16"];
    private static readonly FileMode[] Modes = [FileMode.Open, FileMode.OpenOrCreate, FileMode.Create, FileMode.CreateNew, FileMode.Append, FileMode.Truncate];
    private static readonly FileAccess[] Accesses = [FileAccess.Read, FileAccess.Write, FileAccess.ReadWrite];
    private static readonly FileShare[] Shares = [FileShare.None, FileShare.Read, FileShare.Write, FileShare.ReadWrite, FileShare.ReadWrite | FileShare.Delete];
    private static readonly FileAttributes[] Attributes = [FileAttributes.Normal, FileAttributes.ReadOnly, FileAttributes.Hidden | FileAttributes.ReadOnly, FileAttributes.Directory];
    private static readonly int[] UnixModes = [0x1A4, 0x1ED, 0x100, 0, 0x1FF, 0xFFF];

    private readonly Random _random = new(seed);

    internal List<Step> Sequence(int steps) => [.. Enumerable.Range(0, steps).Select(_ => Next())];

    private Step Next()
    {
        string path = Pick(Paths), other = Pick(Paths), text = Pick(Texts), pattern = Pick(Patterns), target = Pick(Targets);
        bool flag = _random.Next(2) == 0;
        int slot = _random.Next(Player.Slots), number = _random.Next(12);
        DateTime time = new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(number * 100);
        switch (_random.Next(62))
        {
            case 0: return At("File.WriteAllText", [path, text], fs => Done(() => fs.File.WriteAllText(path, text)));
            case 1: return At("File.WriteAllBytes", [path, number], fs => Done(() => fs.File.WriteAllBytes(path, new byte[number])));
            case 2: return At("File.AppendAllText", [path, text], fs => Done(() => fs.File.AppendAllText(path, text)));
            case 3: return At("File.AppendAllLines", [path, text], fs => Done(() => fs.File.AppendAllLines(path, [text, "more"])));
            case 4: return At("File.ReadAllText", [path], fs => fs.File.ReadAllText(path));
            case 5: return At("File.ReadAllBytes", [path], fs => fs.File.ReadAllBytes(path));
            case 6: return At("File.ReadLines", [path], fs => string.Join('|', fs.File.ReadLines(path)));
            case 7: return At("File.Exists", [path], fs => fs.File.Exists(path));
            case 8: return At("File.Delete", [path], fs => Done(() => fs.File.Delete(path)));
            case 9: return At("File.Copy", [path, other, flag], fs => Done(() => fs.File.Copy(path, other, flag)));
            case 10: return At("File.Move", [path, other, flag], fs => Done(() => fs.File.Move(path, other, flag)));
            case 11:
                // Not one of the two: System.IO has removed it by the time that it finds the other one missing.
                string? backup = flag ? Pick(["bak", "loop/bak"]) : null;
                return At("File.Replace", [path, other, backup], fs => Done(() => Replace(fs, path, other, backup)));
            case 12: return At("File.Create", [path], fs => Done(() => fs.File.Create(path).Dispose()));
            case 13: return At("File.GetAttributes", [path], fs => fs.File.GetAttributes(path));
            case 14:
                FileAttributes attributes = Pick(Attributes);
                return At("File.SetAttributes", [path, attributes], fs => Done(() => fs.File.SetAttributes(path, attributes)));
            case 15: return At("File.GetUnixFileMode", [path], fs => fs.File.GetUnixFileMode(path));
            case 16:
                int mode = Pick(UnixModes);
                return At("File.SetUnixFileMode", [path, mode], fs => Done(() => fs.File.SetUnixFileMode(path, (UnixFileMode)mode)));
            case 17: return At("File.SetLastWriteTimeUtc", [path, time], fs => Done(() => fs.File.SetLastWriteTimeUtc(path, time)));
            case 18: return At("File.GetLastWriteTimeUtc", [path], fs => Settled(fs.File.GetLastWriteTimeUtc(path)));
            case 19: return At("File.CreateSymbolicLink", [path, target], fs => fs.File.CreateSymbolicLink(path, target));
            case 20: return At("File.ResolveLinkTarget", [path, flag], fs => fs.File.ResolveLinkTarget(path, flag));
            case 21: return At("File.ReadAllLines", [path], fs => string.Join('|', fs.File.ReadAllLines(path)));
            case 22: return At("Directory.CreateDirectory", [path], fs => fs.Directory.CreateDirectory(path));
            case 23: return At("Directory.Delete", [path, flag], fs => Done(() => fs.Directory.Delete(path, flag)));
            case 24: return At("Directory.Move", [path, other], fs => Done(() => fs.Directory.Move(path, other)));
            case 25: return At("Directory.Exists", [path], fs => fs.Directory.Exists(path));
            case 26: return At("Directory.GetFiles", [path, pattern, flag], fs => fs.Directory.GetFiles(path, pattern, Depth(flag)));
            case 27: return At("Directory.GetDirectories", [path, pattern, flag], fs => fs.Directory.GetDirectories(path, pattern, Depth(flag)));
            case 28: return At("Directory.GetFileSystemEntries", [path, pattern], fs => fs.Directory.GetFileSystemEntries(path, pattern));
            case 29:
                (EnumerationOptions options, string how) = Options();
                return At("Directory.EnumerateFileSystemEntries", [path, pattern, how], fs => fs.Directory.EnumerateFileSystemEntries(path, pattern, options).ToArray());
            case 30: return At("Directory.CreateSymbolicLink", [path, target], fs => fs.Directory.CreateSymbolicLink(path, target));
            case 31: return At("Directory.ResolveLinkTarget", [path, flag], fs => fs.Directory.ResolveLinkTarget(path, flag));
            case 32: return At("Directory.SetLastWriteTimeUtc", [path, time], fs => Done(() => fs.Directory.SetLastWriteTimeUtc(path, time)));
            case 33: return At("Directory.GetLastWriteTimeUtc", [path], fs => Settled(fs.Directory.GetLastWriteTimeUtc(path)));
            case 34: return At("Directory.CreateDirectory mode", [path], fs => fs.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserExecute));
            case 35: return At("Directory.GetParent", [path], fs => fs.Directory.GetParent(path));
            case 36: return At("FileInfo.Length", [path], fs => fs.FileInfo.New(path).Length);
            case 37: return At("FileInfo state", [path], fs => State(fs.FileInfo.New(path)));
            case 38: return At("DirectoryInfo state", [path], fs => State(fs.DirectoryInfo.New(path)));
            case 39: return At("FileInfo.CopyTo", [path, other, flag], fs => fs.FileInfo.New(path).CopyTo(other, flag));
            case 40: return At("FileInfo.MoveTo", [path, other, flag], fs => Seen(fs.FileInfo.New(path), info => info.MoveTo(other, flag)));
            case 41: return At("FileInfo.Delete", [path], fs => Seen(fs.FileInfo.New(path), info => info.Delete()));
            case 42: return At("FileInfo.IsReadOnly", [path, flag], fs => Seen(fs.FileInfo.New(path), info => info.IsReadOnly = flag));
            case 43: return At("FileInfo.Replace", [path, other], fs => fs.FileInfo.New(path).Replace(other, null));
            case 44: return At("FileInfo.Create", [path], fs => Seen(fs.FileInfo.New(path), info => info.Create().Dispose()));
            case 45: return At("FileInfo.CreateAsSymbolicLink", [path, target], fs => Seen(fs.FileInfo.New(path), info => info.CreateAsSymbolicLink(target)));
            case 46: return At("DirectoryInfo.Create", [path], fs => Seen(fs.DirectoryInfo.New(path), info => info.Create()));
            case 47: return At("DirectoryInfo.CreateSubdirectory", [path, target], fs => fs.DirectoryInfo.New(path).CreateSubdirectory(target));
            case 48: return At("DirectoryInfo.Delete", [path, flag], fs => Seen(fs.DirectoryInfo.New(path), info => info.Delete(flag)));
            case 49: return At("DirectoryInfo.MoveTo", [path, other], fs => Seen(fs.DirectoryInfo.New(path), info => info.MoveTo(other)));
            case 50: return At("DirectoryInfo.GetFileSystemInfos", [path, pattern, flag], fs => fs.DirectoryInfo.New(path).GetFileSystemInfos(pattern, Depth(flag)));
            case 51: return At("Path.GetFullPath", [path], fs => fs.Path.GetFullPath(path));
            case 52: return At("Path.Exists", [path], fs => fs.Path.Exists(path));
            case 53 or 54 or 55:
                (FileMode fileMode, FileAccess access, FileShare share) = (Pick(Modes), Pick(Accesses), Pick(Shares));
                return new Step("FileStream.New", $"{slot}: {path}, {fileMode}, {access}, {share}", player => player.Open(slot, () => player.World.Fs.FileStream.New(path, fileMode, access, share, 0)));
            case 56: return On(slot, "Write", number, stream => { stream.Write(Encoding.ASCII.GetBytes("0123456789abcdef"[..number])); return stream.Position; });
            case 57: return On(slot, "Read", number, stream => { var bytes = new byte[number]; return (stream.Read(bytes), bytes, stream.Position); });
            case 58: return On(slot, "Seek", number, stream => stream.Seek(number - 4, (SeekOrigin)(number % 3)));
            case 59: return On(slot, "SetLength", number, stream => { stream.SetLength(number); return (stream.Length, stream.Position); });
            case 60: return On(slot, "Length", number, stream => (stream.Length, stream.Position, stream.CanSeek));
            default: return new Step("Close", $"{slot}", player => player.Close(slot));
        }
    }

    private static Step At(string kind, object?[] arguments, Func<IFileSystem, object?> run) =>
        new(kind, string.Join(", ", arguments.Select(each => each is string text ? '"' + text.Replace("\n", "\\n", StringComparison.Ordinal) + '"' : Convert.ToString(each, CultureInfo.InvariantCulture))), player => run(player.World.Fs));

    private static Step On(int slot, string kind, int number, Func<Stream, object?> run) =>
        new($"Stream.{kind}", string.Create(CultureInfo.InvariantCulture, $"{slot}: {number}"), player => player.With(slot, stream => run(stream)));

    private static object? Done(Action act)
    {
        act();
        return null;
    }

    /// <summary>A call that throws changes nothing here; System.IO has removed the backup by then. So both go on without it.</summary>
    private static void Replace(IFileSystem fs, string path, string other, string? backup)
    {
        try
        {
            fs.File.Replace(path, other, backup);
        }
        catch when (backup is "bak")
        {
            fs.File.Delete(backup);
            throw;
        }
    }

    /// <summary>What an object says of itself after a call that may throw, and of that.</summary>
    private static object? Seen<T>(T info, Action<T> act) where T : IFileSystemInfo
    {
        string outcome;
        try
        {
            act(info);
            outcome = "done";
        }
        catch (Exception error)
        {
            outcome = Contract.Outcome.Show(error);
        }
        return (outcome, info.FullName, info.Exists);
    }

    private static object? State(IFileSystemInfo info) =>
        (info.Exists, info.Attributes, info.LinkTarget, info.Name, info.Extension, info is IFileInfo { Exists: true } file ? file.Length : 0, Settled(info.LastWriteTimeUtc));

    /// <summary>A time that somebody set; one of now differs between any two calls.</summary>
    private static object Settled(DateTime time) => time.Year is 1601 or 2020 or 2021 ? time : "recent";

    private static SearchOption Depth(bool all) => all ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;

    private (EnumerationOptions Options, string Text) Options()
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = _random.Next(2) == 0,
            MaxRecursionDepth = _random.Next(3),
            ReturnSpecialDirectories = _random.Next(3) == 0,
            MatchType = (MatchType)_random.Next(2),
            MatchCasing = (MatchCasing)_random.Next(3),
            IgnoreInaccessible = _random.Next(2) == 0,
            AttributesToSkip = Pick<FileAttributes>([0, FileAttributes.Hidden, FileAttributes.Directory, FileAttributes.ReparsePoint, FileAttributes.ReadOnly]),
        };
        return (options, $"{options.RecurseSubdirectories} {options.MaxRecursionDepth} {options.ReturnSpecialDirectories} {options.MatchType} {options.MatchCasing} {options.AttributesToSkip}");
    }

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
