namespace UnionFs.Cli.Shell.Commands;

/// <summary>`echo`: `-n` without the line feed, `-e` with escapes.</summary>
internal sealed class EchoCommand : ShellCommand
{
    internal override string Name => "echo";

    internal override string Synopsis => "[-n] [-e] [TEXT...]";

    internal override string Summary => "print text; > FILE and >> FILE write it";

    /// <summary>A word that is no option of echo is text, dash or not.</summary>
    protected override IReadOnlyList<string>? Options => null;

    protected override (int Least, int Most) OperandCount => (0, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        IReadOnlyList<string> words = arguments.Operands;
        bool withLineFeed = true, withEscapes = false;
        int first = 0;
        for (; first < words.Count && words[first] is "-n" or "-e" or "-E" or "-ne" or "-en"; first++)
        {
            withLineFeed &= !words[first].Contains('n');
            withEscapes = words[first] != "-n" ? words[first] != "-E" : withEscapes;
        }
        string text = string.Join(' ', words.Skip(first));
        session.Out.Write(withEscapes ? Unescape(text) : text);
        if (withLineFeed) session.Out.Write("\n");
    }

    private static string Unescape(string text)
    {
        var plain = new System.Text.StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char? escaped = text[i] != '\\' || i + 1 == text.Length ? null : text[i + 1] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '0' => '\0',
                '\\' => '\\',
                _ => null,
            };
            plain.Append(escaped ?? text[i]);
            if (escaped is not null) i++;
        }
        return plain.ToString();
    }
}
