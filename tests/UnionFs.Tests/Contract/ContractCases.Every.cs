namespace UnionFs.Tests.Contract;

public static partial class ContractCases
{
    // Not initialised in place: the tables are in several files, whose order nothing promises.
    private static Dictionary<string, Func<IFace, object?>>? _every;

    public static Dictionary<string, Func<IFace, object?>> Every =>
        _every ??= new(new[] { All, Texts, Asynchronous, Shared, Arguments, Opening, Streams, Metadata, Replacing, Searching, Directories }.SelectMany(table => table));

    /// <summary>Where a union differs on purpose: why, and how its outcome begins.</summary>
    public static readonly Dictionary<string, (string Reason, string Outcome)> Different = new()
    {
        ["WriteAllText lone surrogate"] = ("a call that throws changes nothing; System.IO has emptied the file by then", "EncoderFallbackException"),
        ["WriteAllLines lone surrogate"] = ("a call that throws changes nothing; System.IO has emptied the file by then", "EncoderFallbackException"),
        ["WriteAllLines that fail"] = ("a call that throws changes nothing; System.IO has emptied the file by then", "InvalidOperationException"),
        ["Replace backup is target"] = ("a call that throws changes nothing; System.IO has removed the target by then", "FileNotFoundException"),
    };

    private static readonly CancellationToken Cancelled = new(canceled: true);

    private static string Joined(IEnumerable<string> parts) => string.Join("|", parts);

    private static string Hex(IFace fs, string path) => Convert.ToHexString(fs.ReadAllBytes(path));

    /// <summary>What a task-returning member does, and whether it throws at once or by its task.</summary>
    private static object? Wait(Func<Task> start)
    {
        Task task;
        try
        {
            task = start();
        }
        catch (Exception e)
        {
            return $"at once {e.GetType().Name} 0x{e.HResult:X8} {e.Message}";
        }
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            return $"by the task {e.GetType().Name} 0x{e.HResult:X8} {e.Message} {task.Status}";
        }
        return task switch
        {
            Task<byte[]> bytes => Convert.ToHexString(bytes.Result),
            Task<string> text => text.Result,
            Task<string[]> lines => Joined(lines.Result),
            Task<int> count => count.Result,
            _ => "done",
        };
    }

    private static async Task<string[]> Collect(IAsyncEnumerable<string> lines)
    {
        var all = new List<string>();
        await foreach (string line in lines) all.Add(line);
        return [.. all];
    }
}
