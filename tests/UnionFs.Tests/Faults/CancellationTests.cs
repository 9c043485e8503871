using System.Collections;
using System.Reflection;
using System.Text;

namespace UnionFs.Tests.Faults;

/// <summary>Every member that takes a token, found by reflection: one that is cancelled already cancels before anything is changed.</summary>
public class CancellationTests
{
    public static TheoryData<string> Members =>
        [.. Cancellable().Select(method => method.ToString()!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Member_WithACancelledToken_CancelsAndChangesNothing(string name)
    {
        var fs = new UnionFileSystem(new LayerBuilder().AddFile("/file", "text").Build());
        Snapshot before = fs.Snapshot();
        var cancelled = new CancellationToken(canceled: true);
        MethodInfo method = Cancellable().Single(method => method.ToString() == name);
        using FileSystemStream stream = fs.File.Open("/file", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using ChangeFeed feed = fs.Watch("/");
        object target = method.DeclaringType == typeof(FileVerbs) ? fs.File : method.DeclaringType == typeof(ChangeFeed) ? feed : stream;
        object? result = method.Invoke(target, [.. method.GetParameters().Select(parameter => Argument(parameter, cancelled))]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Await(result!));
        Assert.Same(before.Frozen.Root, fs.Tree.Root);
    }

    private static IEnumerable<MethodInfo> Cancellable() =>
        new[] { typeof(FileVerbs), typeof(DirectoryVerbs), typeof(FileSystemStream), typeof(ChangeFeed) }
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(CancellationToken)));

    private static object Argument(ParameterInfo parameter, CancellationToken token) => parameter.ParameterType switch
    {
        var type when type == typeof(CancellationToken) => token,
        var type when type == typeof(string) => parameter.Name == "path" ? "/file" : "other",
        var type when type == typeof(byte[]) => new byte[4],
        var type when type == typeof(int) => parameter.Name == "offset" ? 0 : 4,
        var type when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(new byte[4]),
        var type when type == typeof(Memory<byte>) => new Memory<byte>(new byte[4]),
        var type when type == typeof(ReadOnlyMemory<char>) => "other".AsMemory(),
        var type when type == typeof(Encoding) => Encoding.UTF8,
        var type when type == typeof(Stream) => new MemoryStream(),
        var type when typeof(IEnumerable).IsAssignableFrom(type) => new[] { "other" },
        var type => throw new InvalidOperationException($"An argument for {type} is missing here."),
    };

    private static async Task Await(object result)
    {
        switch (result)
        {
            case Task task: await task; break;
            case ValueTask task: await task; break;
            case ValueTask<int> task: await task; break;
            case IAsyncEnumerable<string> lines: await foreach (string _ in lines) { } break;
            case IAsyncEnumerable<FileChange> changes: await foreach (FileChange _ in changes) { } break;
            default: throw new InvalidOperationException($"{result} cannot be awaited here.");
        }
    }
}
