using System.Collections.Frozen;
using System.Globalization;

namespace UnionFs.Nodes;

/// <summary>What `canonical.txt` says: which characters decompose into which, and in which class a combining mark is. Read on the first use.</summary>
internal static class CanonicalTable
{
    /// <summary>The first character that has an entry.</summary>
    internal const int First = 0xC0;

    private const string Resource = "UnionFs.Nodes.canonical.txt";

    private static readonly FrozenDictionary<int, string> Decompositions = ReadDecompositions();
    private static readonly FrozenDictionary<int, byte> Classes = ReadClasses();

    /// <summary>What a character decomposes to in the end; null for itself.</summary>
    internal static string? DecompositionOf(int character) => Decompositions.GetValueOrDefault(character);

    /// <summary>The combining class of the character at a place, 0 for what does not combine, and its units.</summary>
    internal static int ClassOf(ReadOnlySpan<char> text, int at, out int length)
    {
        bool isPair = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
        length = isPair ? 2 : 1;
        int character = isPair ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
        return character < First ? 0 : Classes.GetValueOrDefault(character);
    }

    private static FrozenDictionary<int, string> ReadDecompositions()
    {
        Dictionary<int, string> steps = Lines().Select(line => line.Split(' ')).Where(fields => fields.Length > 1)
            .ToDictionary(fields => Parse(fields[0]), fields => string.Concat(fields.Skip(1).Select(part => char.ConvertFromUtf32(Parse(part)))));
        return steps.Keys.ToFrozenDictionary(character => character, character => Whole(steps[character]));

        // A step at a time until nothing decomposes any further.
        string Whole(string text) => string.Concat(text.EnumerateRunes().Select(rune => steps.TryGetValue(rune.Value, out string? parts) ? Whole(parts) : rune.ToString()));
    }

    private static FrozenDictionary<int, byte> ReadClasses()
    {
        var classes = new Dictionary<int, byte>();
        foreach (string line in Lines())
            if (line.Split('-', '=') is [var first, var last, var combining])
                for (int i = Parse(first); i <= Parse(last); i++) classes.Add(i, byte.Parse(combining, CultureInfo.InvariantCulture));
        return classes.ToFrozenDictionary();
    }

    private static List<string> Lines()
    {
        using Stream stream = typeof(CanonicalTable).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is missing.");
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#')) lines.Add(line);
        return lines;
    }

    private static int Parse(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
