using UnionFs.Posix.Tests.Commands;

namespace UnionFs.Posix.Tests.Scripts;

/// <summary>A tree to start with, how it is spread over layers, and steps. Prints as a list that a person can read and type again.</summary>
internal sealed record Script(int Seed, IReadOnlyList<PlantedEntry> Tree, IReadOnlyList<Command> Commands)
{
    internal const int Steps = 40;

    internal static Script FromSeed(int seed)
    {
        var words = new Words(new Random(seed));
        IReadOnlyList<PlantedEntry> tree = new TreeGenerator(words).Next();
        foreach (PlantedEntry entry in tree) words.Know(entry.Path.Length == 0 ? "/" : entry.Path, entry.Kind == NodeKind.Directory);
        var generator = new CommandGenerator(words);
        return new Script(seed, tree, [.. Enumerable.Range(0, Steps).Select(_ => generator.Next())]);
    }

    public override string ToString()
    {
        var text = new System.Text.StringBuilder().Append("seed ").Append(Seed).Append('\n');
        foreach (PlantedEntry entry in Tree) text.Append("  has /").Append(entry).Append('\n');
        foreach (Command command in Commands) text.Append("  ").Append(command).Append('\n');
        return Shorten(text.ToString());
    }

    /// <summary>The long names by their lengths.</summary>
    internal static string Shorten(string text) => text.Replace(Words.Longest, "<n*255>", StringComparison.Ordinal).Replace(Words.TooLong, "<m*256>", StringComparison.Ordinal);
}
