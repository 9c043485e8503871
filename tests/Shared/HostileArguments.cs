using System.Collections;
using System.Reflection;

namespace UnionFs.Tests.Shared;

/// <summary>
/// Calls every public member of an assembly with every combination of arguments that nobody should pass. What it throws must say what is wrong: the
/// exceptions of a crash are collected.
/// </summary>
/// <param name="assembly">Whose members.</param>
/// <param name="make">A good value of a type, if there is one.</param>
/// <param name="excluded">A member that would do harm, such as reading all of the host.</param>
internal sealed class HostileArguments(Assembly assembly, Func<Type, object?> make, string? excluded = null)
{
    private static readonly string?[] Texts =
        [null, "", " ", "\0", "/", "//", ".", "..", "../..", "/..", "a", "/a", "/a/", "a\\b", "/a\0b", "~", "*", "**", "[", "/\ud800", "none:", "\t", "\n", new string('x', 300), "/" + new string('y', 5000)];

    internal int Calls { get; private set; }

    /// <summary>Members that could not be called, since no such argument is known here.</summary>
    internal List<string> Skipped { get; } = [];

    internal async Task<List<string>> CrashesAsync()
    {
        var crashes = new List<string>();
        foreach (Type type in assembly.GetExportedTypes().Where(type => !type.IsEnum && !typeof(Delegate).IsAssignableFrom(type)))
        {
            const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            IEnumerable<MethodBase> members = type.GetConstructors().Cast<MethodBase>().Concat(type.GetMethods(All).Where(method => !method.ContainsGenericParameters));
            foreach (MethodBase member in members.Where(member => !member.IsAbstract || member is MethodInfo))
                await CallAsync(type, member, crashes);
        }
        return crashes;
    }

    private async Task CallAsync(Type type, MethodBase member, List<string> crashes)
    {
        if ($"{type.Name}.{member.Name}" == excluded) return;
        object?[]?[] choices = [.. member.GetParameters().Select(parameter => ValuesOf(parameter.ParameterType))];
        if (choices.Any(values => values is null))
        {
            Skipped.Add($"{type.Name}.{member.Name}");
            return;
        }
        foreach (object?[] arguments in Combine(choices!))
        {
            Calls++;
            object? target = member.IsStatic || member.IsConstructor ? null : make(type);
            if (target is null && !member.IsStatic && !member.IsConstructor)
            {
                Skipped.Add($"{type.Name}.{member.Name}");
                return;
            }
            try
            {
                object? result = member is ConstructorInfo constructor ? constructor.Invoke(arguments) : member.Invoke(target, arguments);
                await UseAsync(result);
            }
            catch (Exception error) when ((error is TargetInvocationException { InnerException: { } inner } ? inner : error) is var thrown && IsCrash(thrown))
            {
                crashes.Add($"{type.Name}.{member.Name}({string.Join(", ", arguments.Select(Show))}): {(error.InnerException ?? error).GetType().Name} {(error.InnerException ?? error).StackTrace?.Split('\n')[0]}");
            }
            catch (Exception)
            {
                // It says what is wrong.
            }
        }
    }

    private static bool IsCrash(Exception error) => error is NullReferenceException or NotImplementedException or IndexOutOfRangeException or InvalidCastException
        or KeyNotFoundException or System.Diagnostics.UnreachableException or AccessViolationException or OutOfMemoryException or StackOverflowException;

    /// <summary>What comes late: tasks, sequences, streams.</summary>
    private static async Task UseAsync(object? result)
    {
        switch (result)
        {
            case Task task:
                await task.WaitAsync(TimeSpan.FromMinutes(1));
                break;
            case IEnumerable sequence and not string:
                foreach (object? each in sequence) _ = each?.ToString();
                break;
            default:
                _ = result?.ToString();
                break;
        }
        (result as IDisposable)?.Dispose();
    }

    private object?[]? ValuesOf(Type type) => type switch
    {
        _ when type == typeof(string) => Texts,
        _ when type == typeof(int) => [int.MinValue, -1, 0, 1, int.MaxValue],
        _ when type == typeof(long) => [long.MinValue, -1L, 0L, 1L, long.MaxValue],
        _ when type == typeof(bool) => [false, true],
        _ when type == typeof(TimeSpan) => [TimeSpan.MinValue, TimeSpan.FromTicks(-1), TimeSpan.Zero, TimeSpan.MaxValue],
        _ when type.IsEnum => [Enum.ToObject(type, -1), Enum.ToObject(type, 0), Enum.ToObject(type, 12345)],
        _ when type == typeof(object) => [null, "other"],
        _ when type.IsByRefLike || type.IsByRef || type.IsPointer => null,
        _ when typeof(Delegate).IsAssignableFrom(type) => [null],
        _ when type.IsValueType => [Activator.CreateInstance(type)],
        _ => make(type) is { } one ? [null, one] : [null],
    };

    /// <summary>All of them where there are few parameters; each parameter's values beside the others' first and last ones where there are many.</summary>
    private static IEnumerable<object?[]> Combine(object?[][] choices)
    {
        long all = choices.Aggregate(1L, (product, values) => product * values.Length);
        if (all > 5000) choices = [.. choices.Select(values => values.Length <= 3 ? values : [values[0], values[values.Length / 2], values[^1]])];
        IEnumerable<object?[]> combinations = [[]];
        foreach (object?[] values in choices) combinations = combinations.SelectMany(each => values.Select(value => (object?[])[.. each, value]));
        return combinations;
    }

    private static string Show(object? value) => value is string text ? $"\"{(text.Length > 20 ? text[..20] + "..." : text).Replace("\0", "\\0", StringComparison.Ordinal)}\"" : value?.ToString() ?? "null";
}
