using System.Collections;
using System.IO.Abstractions;
using System.Reflection;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace UnionFs.SystemIO.Tests.Hostile;

/// <summary>Arguments that are in order, and such that are not.</summary>
internal static class Values
{
    private const string LoneSurrogate = "\ud800";
    private static readonly string LongName = new('n', 70_000);
    private static readonly string LongPath = string.Concat(Enumerable.Repeat("d/", 3000));

    /// <summary>What is another matter here on purpose: paths have no limit, and a name that no bytes stand for is refused.</summary>
    internal static bool IsOurs(object? argument) => argument is LoneSurrogate or string[] and [LoneSurrogate] || ReferenceEquals(argument, LongPath) || ReferenceEquals(argument, LongName);

    // None leads out of the working directory on a real disk.
    private static readonly string?[] Texts = [null, "", "\0", "a\0b", " ", new string('n', 256), LongName, LongPath, LoneSurrogate, "f/x", "nope/x", "*", "?"];

    /// <summary>What a member is called with where the other arguments are what is tried.</summary>
    internal static object? Good(Type target, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(string) || type == typeof(ReadOnlySpan<char>)) return Text(target, parameter.Name!);
        if (type == typeof(DateTime)) return new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        if (type == typeof(FileMode)) return FileMode.Open;
        if (type == typeof(FileAccess)) return FileAccess.Read;
        if (type == typeof(FileShare)) return FileShare.Read;
        if (type == typeof(UnixFileMode)) return UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (type == typeof(FileAttributes)) return FileAttributes.Normal;
        if (type == typeof(WatcherChangeTypes)) return WatcherChangeTypes.All;
        if (type == typeof(NotifyFilters)) return NotifyFilters.FileName;
        if (type == typeof(int)) return 1;
        if (type == typeof(TimeSpan)) return TimeSpan.Zero;
        if (type == typeof(Encoding)) return Encoding.UTF8;
        if (type == typeof(FileStreamOptions)) return new FileStreamOptions();
        if (type == typeof(EnumerationOptions)) return new EnumerationOptions();
        if (type == typeof(SafeFileHandle)) return new SafeFileHandle();
        if (type == typeof(IEnumerable<string>) || type == typeof(string[]) || type == typeof(ReadOnlySpan<string>)) return new[] { "a", "b" };
        if (type == typeof(byte[]) || type == typeof(ReadOnlySpan<byte>) || type == typeof(Span<byte>)) return new byte[] { 1, 2 };
        if (type == typeof(Span<char>)) return new char[8];
        if (type == typeof(ReadOnlyMemory<char>)) return "ab".AsMemory();
        if (type == typeof(IReadOnlyList<Memory<byte>>)) return new Memory<byte>[] { new byte[2] };
        if (type == typeof(IReadOnlyList<ReadOnlyMemory<byte>>)) return new ReadOnlyMemory<byte>[] { new byte[2] };
        return type.IsValueType ? Activator.CreateInstance(type.IsByRef ? type.GetElementType()! : type) : null;
    }

    /// <summary>What is tried in one place.</summary>
    internal static IEnumerable<object?> Bad(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        IEnumerable values = type switch
        {
            _ when type == typeof(string) || type == typeof(ReadOnlySpan<char>) => Texts,
            _ when type == typeof(int) && parameter.Name == "timeout" => new[] { -2, int.MinValue },
            _ when type == typeof(int) => new[] { -1, 0, int.MinValue, int.MaxValue },
            _ when type == typeof(long) => new[] { -1L, long.MinValue, long.MaxValue },
            _ when type == typeof(bool) => new[] { true },
            _ when type == typeof(DateTime) => new[] { DateTime.MinValue, DateTime.MaxValue, new DateTime(1950, 1, 1, 0, 0, 0, DateTimeKind.Local) },
            _ when type == typeof(TimeSpan) => new[] { TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.FromMilliseconds(-2) },
            _ when type == typeof(CancellationToken) => new[] { new CancellationToken(canceled: true) },
            _ when type == typeof(FileStreamOptions) => new FileStreamOptions?[] { null, new() { Mode = FileMode.Append }, new() { Mode = FileMode.Truncate }, new() { Mode = FileMode.Open, PreallocationSize = 1 } },
            _ when type == typeof(EnumerationOptions) => new EnumerationOptions?[] { null, new() { MatchType = (MatchType)9 }, new() { MaxRecursionDepth = 0, RecurseSubdirectories = true }, new() { BufferSize = -1 } },
            _ when type == typeof(SafeFileHandle) => new[] { null, new SafeFileHandle(-1, true), Closed() },
            _ when type == typeof(string[]) || type == typeof(ReadOnlySpan<string>) => new[] { null, [], new string[] { null! }, ["\0", ""] },
            _ when type == typeof(IEnumerable<string>) => new[] { null, [], new string[] { null! }, new[] { LoneSurrogate } },
            _ when type.IsEnum => Enums(type),
            _ when type.IsByRef || type.IsValueType => System.Array.Empty<object>(),
            _ => new object?[] { null },
        };
        return values.Cast<object?>();
    }

    private static Array Enums(Type type)
    {
        var values = Array.CreateInstance(type, 3);
        int at = 0;
        foreach (int value in new[] { -1, 0x4000_0000, 0 }) values.SetValue(Enum.ToObject(type, value), at++);
        return values;
    }

    private static SafeFileHandle Closed()
    {
        var handle = new SafeFileHandle();
        handle.Dispose();
        return handle;
    }

    private static string Text(Type target, string parameter) => parameter switch
    {
        "searchPattern" or "filter" => "*",
        "destFileName" or "destDirName" or "destinationFileName" or "destinationBackupFileName" => "z",
        "pathToTarget" => "f",
        "extension" => "md",
        "contents" => "text",
        "basePath" => "/base",
        "driveName" => "/",
        "linkPath" => "link",
        _ when target == typeof(IDirectory) || target == typeof(IDirectoryInfoFactory) || target == typeof(IFileSystemWatcherFactory) || target == typeof(IFileSystemWatcher) => "dir",
        _ => "f",
    };
}
