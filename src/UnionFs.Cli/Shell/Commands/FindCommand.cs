using System.Globalization;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell.Commands;

/// <summary>`find`: everything at and below the paths, parents first, that all tests hold for.</summary>
internal sealed class FindCommand : ShellCommand
{
    internal override string Name => "find";

    internal override string Synopsis => "[PATH...] [-name GLOB] [-type fdlpscb] [-maxdepth N] [-mindepth N] [--json [--digest]]";

    internal override string Summary => "print paths that match, parents first";

    /// <summary>Its options are words behind one dash.</summary>
    protected override IReadOnlyList<string>? Options => null;

    protected override (int Least, int Most) OperandCount => (0, Any);

    /// <summary>What is looked for.</summary>
    private sealed class Tests
    {
        internal string? Name { get; set; }
        internal string? Types { get; set; }
        internal int MaxDepth { get; set; } = int.MaxValue;
        internal int MinDepth { get; set; }
        internal bool Json { get; set; }
        internal bool Digest { get; set; }

        internal bool Hold(WalkEntry entry, string name) =>
            entry.Depth >= MinDepth
            && (Types is null || Types.Contains(Letter(entry.Stat.Kind), StringComparison.Ordinal))
            && (Name is null || GlobPattern.IsMatch(Name, name));
    }

    protected override void Run(Session session, Arguments arguments)
    {
        IReadOnlyList<string> words = arguments.Operands;
        string[] paths = [.. words.TakeWhile(word => !word.StartsWith('-'))];
        Tests tests = ParseTests(words.Skip(paths.Length).GetEnumerator());
        Operands operands = session.Operands(paths);
        var json = new EntryJson(operands.Snapshot, tests.Digest);
        foreach (string path in operands.PathsOr("."))
        {
            if (!operands.TryFind(Name, path, out string canonical, out _)) continue;
            foreach (WalkEntry entry in TreeWalk.From(operands.Snapshot, canonical, tests.MaxDepth))
            {
                if (!tests.Hold(entry, entry.Depth == 0 ? UnionPath.NameOf(path) : UnionPath.NameOf(entry.Path))) continue;
                if (tests.Json) session.Out.WriteLine(json.Of(entry.Path, entry.Stat));
                else session.Out.WriteLine(entry.Depth == 0 ? path : UnionPath.Join(path, entry.Path[canonical.Length..].TrimStart('/')));
            }
        }
    }

    private Tests ParseTests(IEnumerator<string> words)
    {
        var tests = new Tests();
        while (words.MoveNext())
        {
            string test = words.Current;
            string Value() => words.MoveNext() ? words.Current : throw Misused($"missing argument to '{test}'");
            switch (test)
            {
                case "-name": tests.Name = Value(); break;
                case "-type": tests.Types = Letters(Value()); break;
                case "-maxdepth": tests.MaxDepth = Number(Value()); break;
                case "-mindepth": tests.MinDepth = Number(Value()); break;
                case "--json": tests.Json = true; break;
                case "--digest": tests.Digest = true; break;
                default: throw Misused($"unknown test '{test}'");
            }
        }
        return tests;
    }

    private string Letters(string types)
    {
        string letters = types.Replace(",", "", StringComparison.Ordinal);
        if (letters.Length == 0 || letters.Except("fdlpscb").Any()) throw Misused($"unknown type '{types}'");
        return letters;
    }

    private int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Misused($"invalid number '{text}'");

    private static char Letter(NodeKind kind) => kind switch
    {
        NodeKind.File => 'f',
        NodeKind.Directory => 'd',
        NodeKind.Symlink => 'l',
        NodeKind.Fifo => 'p',
        NodeKind.Socket => 's',
        NodeKind.CharDevice => 'c',
        _ => 'b',
    };
}
