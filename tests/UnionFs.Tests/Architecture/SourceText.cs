using System.Text.RegularExpressions;

namespace UnionFs.Tests.Architecture;

/// <summary>Just enough C# to see which types a file declares and names.</summary>
internal static partial class SourceText
{
    /// <summary>The names of the types declared at the top level (file-scoped namespaces put those in the first column).</summary>
    internal static IEnumerable<string> DeclaredTypes(string text) =>
        from Match match in Declaration().Matches(WithoutCommentsAndStrings(text)) select match.Groups[1].Value;

    /// <summary>
    /// The identifiers that may name a type. What follows a dot is a member and does not count, unless a namespace is before the
    /// dot (`Paths.NameRules`).
    /// </summary>
    internal static HashSet<string> Identifiers(string text, IReadOnlySet<string> namespaces)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match match in Chain().Matches(WithoutCommentsAndStrings(text)))
        {
            foreach (string name in match.Value.Split('.'))
            {
                names.Add(name);
                if (name != "UnionFs" && !namespaces.Contains(name)) break;
            }
        }
        return names;
    }

    /// <summary>The namespaces of this project that a file opens or writes out, without the `UnionFs.` in front.</summary>
    internal static IEnumerable<string> NamedNamespaces(string text) =>
        from Match match in Using().Matches(WithoutCommentsAndStrings(text)) select match.Groups[1].Value;

    internal static string WithoutCommentsAndStrings(string text) => Noise().Replace(text, " ");

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.[^']*|[^'\\])'""", RegexOptions.Singleline)]
    private static partial Regex Noise();

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|abstract|static|readonly|ref|partial|file)\s+)*(?:class|struct|interface|enum|record(?:\s+struct|\s+class)?)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)*")]
    private static partial Regex Chain();

    [GeneratedRegex(@"\busing\s+(?:static\s+)?UnionFs\.(\w+)")]
    private static partial Regex Using();
}
