using System.Reflection;
using System.Runtime.CompilerServices;

namespace UnionFs.Tests.Architecture;

/// <summary>House rules that a machine can check.</summary>
public class HouseRuleTests
{
    private const int MaxLines = 300;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("bench")]
    [InlineData("fuzz")]
    public void SourceFiles_Anywhere_HaveAtMost300Lines(string folder) =>
        Assert.Empty(Repository.Sources(folder)
            .Select(source => (source.Path, Lines: source.Text.AsSpan().Count('\n')))
            .Where(file => file.Lines > MaxLines)
            .Select(file => $"{file.Path}: {file.Lines} lines"));

    [Fact]
    public void StaticFields_OfTheEngine_AreReadonly() =>
        Assert.Empty(typeof(UnionFileSystem).Assembly.GetTypes()
            .Where(type => !IsCompilerGenerated(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsLiteral: false, IsInitOnly: false } && !field.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(field => $"{field.DeclaringType}.{field.Name}"));

    [Fact]
    public void StaticFields_OfTheEngine_AreOfImmutableTypes()
    {
        // Arrays are here that nobody writes to; a collection that could grow would be hidden state.
        string[] mutable = ["System.Collections.Generic.", "System.Collections.Concurrent.", "System.Threading.ThreadLocal", "System.Threading.AsyncLocal"];
        Assert.Empty(typeof(UnionFileSystem).Assembly.GetTypes()
            .Where(type => !IsCompilerGenerated(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => mutable.Any(prefix => field.FieldType.FullName?.StartsWith(prefix, StringComparison.Ordinal) == true))
            .Select(field => $"{field.DeclaringType}.{field.Name}: {field.FieldType}"));
    }

    [Fact]
    public void Classes_OfTheEngine_AreSealedOrAbstract()
    {
        // A draft is a base class and a node of its own at once.
        Assert.Equal(["UnionFs.Layers.DraftNode"], typeof(UnionFileSystem).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsCompilerGenerated(type))
            .Select(type => type.FullName));
    }

    /// <summary>Lambda caches and the like, also where they are nested.</summary>
    private static bool IsCompilerGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.Name.Contains('<', StringComparison.Ordinal)
        || type.DeclaringType is { } outer && IsCompilerGenerated(outer)
        || type.Namespace?.StartsWith("UnionFs", StringComparison.Ordinal) != true;
}
