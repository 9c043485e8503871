using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell;

/// <summary>A command's arguments, options apart from operands, as getopt reads them: bundles, `--`, options after operands.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _operands = [];

    internal IReadOnlyList<string> Operands => _operands;

    internal bool Has(string option) => _options.ContainsKey(option);

    internal string? ValueOf(string option) => _options.GetValueOrDefault(option);

    /// <summary>Every word as an operand.</summary>
    internal static Arguments Plain(IEnumerable<string> words)
    {
        var arguments = new Arguments();
        arguments._operands.AddRange(words);
        return arguments;
    }

    /// <summary>Parses by a list of options: the names of one with `|` between, and `:` at the end where it takes a value.</summary>
    /// <param name="command">For errors.</param>
    /// <param name="words">The arguments.</param>
    /// <param name="options">For example `R|recursive`, `json`, `s|size:`. The first name is the one to ask by.</param>
    internal static Arguments Parse(string command, IEnumerable<string> words, IReadOnlyList<string> options)
    {
        var arguments = new Arguments();
        using IEnumerator<string> rest = words.GetEnumerator();
        while (rest.MoveNext())
        {
            string word = rest.Current;
            if (word == "--")
            {
                while (rest.MoveNext()) arguments._operands.Add(rest.Current);
            }
            else if (word.StartsWith("--", StringComparison.Ordinal)) arguments.ParseLong(command, word, rest, options);
            else if (word.Length > 1 && word[0] == '-') arguments.ParseShort(command, word, rest, options);
            else arguments._operands.Add(word);
        }
        return arguments;
    }

    private void ParseLong(string command, string word, IEnumerator<string> rest, IReadOnlyList<string> options)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? word[2..] : word[2..equals];
        (string option, bool takesValue) = Find(name, options) ?? throw new UsageFailure($"{command}: unknown option '--{name}'");
        if (!takesValue && equals >= 0) throw new UsageFailure($"{command}: option '--{name}' takes no value");
        _options[option] = !takesValue ? "" : equals >= 0 ? word[(equals + 1)..] : Next(command, "--" + name, rest);
    }

    private void ParseShort(string command, string word, IEnumerator<string> rest, IReadOnlyList<string> options)
    {
        for (int i = 1; i < word.Length; i++)
        {
            string name = word[i].ToString();
            (string option, bool takesValue) = Find(name, options) ?? throw new UsageFailure($"{command}: unknown option '-{name}'");
            if (!takesValue)
            {
                _options[option] = "";
                continue;
            }
            _options[option] = i + 1 < word.Length ? word[(i + 1)..] : Next(command, "-" + name, rest);
            return;
        }
    }

    private static string Next(string command, string option, IEnumerator<string> rest) =>
        rest.MoveNext() ? rest.Current : throw new UsageFailure($"{command}: option '{option}' needs a value");

    private static (string Option, bool TakesValue)? Find(string name, IReadOnlyList<string> options)
    {
        foreach (string option in options)
        {
            string[] names = option.TrimEnd(':').Split('|');
            if (names.Contains(name, StringComparer.Ordinal)) return (names[0], option.EndsWith(':'));
        }
        return null;
    }
}
