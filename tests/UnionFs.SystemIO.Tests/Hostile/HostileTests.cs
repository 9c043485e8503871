using System.IO.Abstractions;
using System.Reflection;
using UnionFs.SystemIO.Tests.Contract;
using UnionFs.SystemIO.Tests.Coverage;

namespace UnionFs.SystemIO.Tests.Hostile;

/// <summary>Every member with arguments that are not in order, one at a time: it says what is wrong, and says what System.IO says.</summary>
public class HostileTests
{
    public static TheoryData<string> Interfaces => [.. Members.Interfaces.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Member_WithBadArguments_FailsAsSystemIoDoes(string name)
    {
        Type type = Members.Interfaces.Single(candidate => candidate.Name == name);
        var wrong = new List<string>();
        foreach (MethodInfo method in Members.Of(type))
        {
            if (IsEndless(method)) continue;
            string member = Members.Name(type, method);
            Func<object, object?[], object?> invoke = Invoker.For(method);
            using World real = World.Real();
            using World union = World.Union(real.Root);
            using World alone = World.Union(real.Root);
            foreach (object?[] arguments in Attempts(type, method))
            {
                bool isCompared = IsSafe(method) && !arguments.Any(Values.IsOurs);
                string actual = Attempt(isCompared ? union : alone, type, invoke, arguments);
                if (actual.Contains(nameof(NullReferenceException), StringComparison.Ordinal) || actual.Contains(nameof(NotImplementedException), StringComparison.Ordinal))
                    wrong.Add($"{member} {Shown(arguments)}: {actual}");
                if (!isCompared) continue;
                string expected = Attempt(real, type, invoke, arguments);
                if (expected == actual || Allowed.IsDifferent(member, expected, actual)) continue;
                wrong.Add($"{member} {Shown(arguments)}:\n  there {expected}\n  here  {actual}");
            }
            if (!Allowed.IsDifferent(member) && Outcome.Tree(real) != Outcome.Tree(union)) wrong.Add($"{member} leaves another tree");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Member_OfADisposedWatcher_FailsAsSystemIoDoes()
    {
        var wrong = new List<string>();
        foreach (MethodInfo method in Members.Of(typeof(IFileSystemWatcher)).Where(method => !IsEndless(method)))
        {
            Func<object, object?[], object?> invoke = Invoker.For(method);
            using World real = World.Real();
            using World union = World.Union(real.Root);
            object?[] arguments = [.. method.GetParameters().Select(parameter => Values.Good(typeof(IFileSystemWatcher), parameter))];
            string expected = Attempt(real, typeof(IFileSystemWatcher), invoke, arguments, isDisposed: true);
            string actual = Attempt(union, typeof(IFileSystemWatcher), invoke, arguments, isDisposed: true);
            if (expected != actual) wrong.Add($"{method}:\n  there {expected}\n  here  {actual}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>All in order; each bad value in each place; null everywhere.</summary>
    private static IEnumerable<object?[]> Attempts(Type type, MethodInfo method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        if (parameters.Length == 0) yield break; // the cases call these
        object?[] good = [.. parameters.Select(parameter => Values.Good(type, parameter))];
        yield return good;
        for (int i = 0; i < parameters.Length; i++)
        {
            foreach (object? bad in Values.Bad(parameters[i]))
            {
                var arguments = (object?[])good.Clone();
                arguments[i] = bad;
                yield return arguments;
            }
        }
        yield return [.. parameters.Select((parameter, i) => parameter.ParameterType.IsValueType ? good[i] : null)];
    }

    private static string Attempt(World world, Type type, Func<object, object?[], object?> invoke, object?[] arguments, bool isDisposed = false)
    {
        try
        {
            object target = Target(world.Fs, type);
            if (isDisposed) ((IDisposable)target).Dispose();
            object? result = invoke(target, arguments);
            if (target is IFileSystemWatcher watcher && !isDisposed) watcher.Dispose();
            return result switch
            {
                ValueTask task => Outcome.Show(Outcome.Wait(() => task)),
                ValueTask<int> task => Outcome.Show(Outcome.Wait(task.AsTask)),
                ValueTask<long> task => Outcome.Show(Outcome.Wait(task.AsTask)),
                Task task => Outcome.Show(Outcome.Wait(() => task)),
                IAsyncEnumerable<string> => "lines",
                IFileSystem or IFileSystemWatcher or IWaitForChangedResult or IFileVersionInfo or IFileSystemEntity and not (IFileSystemInfo or IDriveInfo) => "object",
                _ => Outcome.Show(result),
            };
        }
        catch (Exception e)
        {
            return Outcome.Show(e);
        }
    }

    private static object Target(IFileSystem fs, Type type) => type.Name switch
    {
        nameof(IFileSystem) => fs,
        nameof(IDirectory) => fs.Directory,
        nameof(IDirectoryInfo) => fs.DirectoryInfo.New("dir"),
        nameof(IDirectoryInfoFactory) => fs.DirectoryInfo,
        nameof(IDriveInfo) => fs.DriveInfo.New("/"),
        nameof(IDriveInfoFactory) => fs.DriveInfo,
        nameof(IFile) => fs.File,
        nameof(IFileInfo) => fs.FileInfo.New("f"),
        nameof(IFileInfoFactory) => fs.FileInfo,
        nameof(IFileStreamFactory) => fs.FileStream,
        nameof(IFileSystemWatcher) => fs.FileSystemWatcher.New("dir"),
        nameof(IFileSystemWatcherFactory) => fs.FileSystemWatcher,
        nameof(IFileVersionInfo) => fs.FileVersionInfo.GetVersionInfo("f"),
        nameof(IFileVersionInfoFactory) => fs.FileVersionInfo,
        nameof(IPath) => fs.Path,
        nameof(IRandomAccess) => fs.RandomAccess,
        nameof(IWaitForChangedResult) => fs.FileSystemWatcher.New("dir").WaitForChanged(WatcherChangeTypes.All, 0),
        _ => throw new ArgumentException(type.Name),
    };

    /// <summary>Waits for ever, by its contract.</summary>
    private static bool IsEndless(MethodInfo method) => method.Name == nameof(IFileSystemWatcher.WaitForChanged) && method.GetParameters().Length == 1;

    /// <summary>Not on a real disk: what is made in the system's folder for temporary files stays there, and a real handle stays open.</summary>
    private static bool IsSafe(MethodInfo method) =>
        method.Name is not (nameof(IDirectory.CreateTempSubdirectory) or nameof(IFile.OpenHandle))
        && !method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Microsoft.Win32.SafeHandles.SafeFileHandle));

    private static string Shown(object?[] arguments) => string.Join(", ", arguments.Select(argument => argument switch
    {
        null => "null",
        string { Length: > 20 } text => $"\"{text[..10]}...\"({text.Length})",
        string text => $"\"{text.Replace("\0", "\\0", StringComparison.Ordinal)}\"",
        _ => argument.ToString(),
    }));
}
