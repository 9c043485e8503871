namespace UnionFs.SystemIO.Tests.Contract;

/// <summary>Every case by its name. What one returns, throws and leaves behind must be the same on System.IO and here.</summary>
internal static partial class Cases
{
    private static readonly string LongName = new('n', 256);
    private static readonly CancellationToken Cancelled = new(canceled: true);

    internal static Dictionary<string, Func<World, object?>> All()
    {
        var all = new Dictionary<string, Func<World, object?>>();
        foreach (Dictionary<string, Func<World, object?>> table in Tables())
            foreach ((string name, Func<World, object?> run) in table) all.Add(name, run);
        return all;
    }

    private static IEnumerable<Dictionary<string, Func<World, object?>>> Tables() =>
    [
        PathText(), PathFiles(),
        Opening(), Streams(), Factory(),
        Text(), Appending(), Async(),
        FileEntries(), FileMetadata(), Handles(),
        Directories(), DirectoryTimes(), Searching(),
        EntryInfos(), FileInfos(), DirectoryInfos(), InfoSearching(),
        Temporary(), Drives(), Versions(),
        WatcherSettings(), Watching(), WatchingTrees(),
    ];

    /// <summary>Where it differs on purpose: why, and how the outcome here begins.</summary>
    internal static readonly Dictionary<string, (string Reason, string Outcome)> Different = MakeDifferent();

    private static Dictionary<string, (string Reason, string Outcome)> MakeDifferent()
    {
        const string unchanged = "a call that throws changes nothing; System.IO has emptied the file by then";
        const string nullReference = "the null is told by its name, where it is a NullReferenceException there";
        const string wrapper = "System.IO's answer (InfoTests), which its wrapper does not pass on";
        return new()
        {
            ["File.WriteAllText lone surrogate"] = (unchanged, "EncoderFallbackException"),
            ["FileStream.Wrap null"] = (nullReference, "ArgumentNullException"),
            ["File.GetUnixFileMode null handle"] = (nullReference, "ArgumentNullException"),
            ["File.SetUnixFileMode null handle"] = (nullReference, "ArgumentNullException"),
            ["FileStream.New null handle"] = (nullReference, "ArgumentNullException"),
            ["FileStream.New buffer null handle"] = (nullReference, "ArgumentNullException"),
            ["FileStream.New async null handle"] = (nullReference, "ArgumentNullException"),
            ["Watch an empty file written"] = ("nothing is written, where System.IO cuts the file that it has just made", "Created n "),
            ["FileInfo.Directory of root"] = (wrapper, "null"),
            ["Info.UnixFileMode"] = (wrapper, "file f: OtherRead, GroupRead, UserWrite, UserRead"),
            ["Info set mode"] = (wrapper, "UserExecute, UserRead"),
            ["Info set mode missing"] = (wrapper, "FileNotFoundException"),
            ["Info set bad mode"] = (wrapper, "ArgumentException"),
        };
    }

    private static object? Do(Action act, Func<object?>? then = null)
    {
        act();
        return then?.Invoke();
    }

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
