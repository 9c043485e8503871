using System.Collections;
using System.IO.Abstractions;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace UnionFs.SystemIO.Tests.Contract;

/// <summary>What a case came to, as a text that can be compared.</summary>
internal static class Outcome
{
    internal static string Of(World world, Func<World, object?> run)
    {
        string outcome;
        try
        {
            outcome = Show(run(world));
        }
        catch (Exception e)
        {
            outcome = Show(e);
        }
        return outcome;
    }

    internal static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        char[] chars => string.Join(' ', chars.Select(c => (int)c)),
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => $"{time:O} {time.Kind}",
        Exception error => Show(error),
        IFileSystemInfo info => $"{Kind(info)} {info.FullName} ({info}) {info.Name}",
        IDriveInfo drive => $"drive {drive.Name}",
        Stream stream => Closed(stream),
        StreamReader reader => Closed(reader),
        StreamWriter writer => Closed(writer),
        ITuple tuple => string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Show(tuple[i]))),
        IEnumerable many => string.Join(" | ", many.Cast<object?>().Select(Show).Order(StringComparer.Ordinal)),
        Enum or bool => value.ToString()!,
        IFormattable number => number.ToString(null, null),
        _ => value.ToString() ?? "",
    };

    internal static string Show(Exception error)
    {
        string text = $"{error.GetType().Name} 0x{error.HResult:X8} {error.Message}";
        if (error is FileNotFoundException { FileName: { } file }) text += $" [{file}]";
        if (error.InnerException is { } inner) text += $" <- {inner.GetType().Name} 0x{inner.HResult:X8}";
        return text;
    }

    /// <summary>Everything below the directory: kinds, modes, links and contents.</summary>
    internal static string Tree(World world)
    {
        var lines = new List<string>();
        Add(world.Root);
        return string.Join("\n", lines);

        void Add(string directory)
        {
            foreach (string path in world.Fs.Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal).ToList())
            {
                string? target = world.Fs.FileInfo.New(path).LinkTarget;
                bool isDirectory = target is null && world.Fs.Directory.Exists(path);
                string what = target is not null ? $"-> {target}" : isDirectory ? "/" : Digest(world.Fs.File.ReadAllBytes(path));
                lines.Add($"{path[world.Root.Length..]} {(target is null ? world.Fs.File.GetUnixFileMode(path) : null)} {what}");
                if (isDirectory) Add(path);
            }
        }
    }

    private static string Digest(byte[] bytes) => bytes.Length > 100 ? Convert.ToHexString(SHA256.HashData(bytes)) : Convert.ToHexString(bytes);

    /// <summary>What a task-returning member does, and whether it throws at once or by its task.</summary>
    internal static object? Wait(Func<Task> start)
    {
        Task task;
        try
        {
            task = start();
        }
        catch (Exception e)
        {
            return "at once " + Show(e);
        }
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            return $"by the task {Show(e)} {task.Status}";
        }
        return task switch
        {
            Task<byte[]> bytes => bytes.Result,
            Task<string> text => text.Result,
            Task<string[]> lines => string.Join('|', lines.Result),
            Task<int> count => count.Result,
            _ => "done",
        };
    }

    internal static object? Wait(Func<ValueTask> start) => Wait(() => start().AsTask());

    private static string Kind(IFileSystemInfo info) => info is IDirectoryInfo ? "directory" : "file";

    private static string Closed(IDisposable stream)
    {
        stream.Dispose();
        return "opened";
    }
}
