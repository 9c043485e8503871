using System.IO.Abstractions;
using System.Reflection;

namespace UnionFs.SystemIO.Tests.Coverage;

/// <summary>The interfaces that lead on from a file system, and their members.</summary>
internal static class Members
{
    /// <summary>Every interface that an object reached from a file system can have, the most derived ones.</summary>
    internal static IReadOnlyList<Type> Interfaces { get; } = Reach();

    /// <summary>Accessors included, and what an interface inherits of the other ones: each object has to answer for all of it.</summary>
    internal static IEnumerable<MethodInfo> Of(Type type) =>
        new[] { type }.Concat(type.GetInterfaces()).SelectMany(one => one.GetMethods()).OrderBy(method => method.Name, StringComparer.Ordinal).ThenBy(method => method.ToString(), StringComparer.Ordinal);

    internal static string Name(Type type, MethodInfo method) =>
        $"{type.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => Short(parameter.ParameterType)))})";

    internal static bool IsAbstraction(Type type) => type.IsInterface && type.Assembly == typeof(IFileSystem).Assembly;

    private static List<Type> Reach()
    {
        var found = new HashSet<Type>();
        Follow(typeof(IFileSystem));
        // Nothing is only an entry: it is a file or a directory.
        return [.. found.Where(type => !found.Any(other => other != type && type.IsAssignableFrom(other))).OrderBy(type => type.Name, StringComparer.Ordinal)];

        void Follow(Type type)
        {
            if (!IsAbstraction(type) || !found.Add(type)) return;
            foreach (MethodInfo method in Of(type)) Follow(Element(method.ReturnType));
        }
    }

    /// <summary>What an array or a sequence is of; the type itself otherwise.</summary>
    private static Type Element(Type type) => type.IsArray ? type.GetElementType()! : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GetGenericArguments()[0] : type;

    private static string Short(Type type) => type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>" : type.Name;
}
