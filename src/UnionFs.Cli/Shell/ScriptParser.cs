using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell;

/// <summary>
/// Takes a script apart as sh does: words, quotes, `;` and line feeds, `#` comments, `>` and `>>`. What sh has besides (pipes,
/// variables, substitution, jobs) is refused where it has a mark of its own, not silently taken as text.
/// </summary>
internal sealed class ScriptParser
{
    private readonly string _text;
    private readonly List<Statement> _statements = [];
    private readonly List<Word> _words = [];
    private Redirection? _output;
    private int _next;

    private ScriptParser(string text) => _text = text;

    /// <summary>False where the text ends within quotes or behind a backslash: it goes on in the next line.</summary>
    /// <exception cref="UsageFailure">It is no script, whatever follows.</exception>
    internal static bool TryParse(string text, out IReadOnlyList<Statement> statements)
    {
        var parser = new ScriptParser(text);
        statements = parser._statements;
        return parser.Parse();
    }

    private bool Parse()
    {
        while (_next < _text.Length)
        {
            char c = _text[_next];
            switch (c)
            {
                case ' ' or '\t' or '\r':
                    _next++;
                    break;
                case '#':
                    while (_next < _text.Length && _text[_next] != '\n') _next++;
                    break;
                case ';' or '\n':
                    _next++;
                    EndStatement();
                    break;
                case '|' or '&' or '<' or '(' or ')' or '`':
                    throw new UsageFailure($"syntax error: '{c}' is not supported; quote it to mean the character");
                case '>':
                    if (!ParseRedirection()) return false;
                    break;
                default:
                    if (WordReader.TryRead(_text, ref _next) is not { } word) return false;
                    _words.Add(word);
                    break;
            }
        }
        EndStatement();
        return true;
    }

    private bool ParseRedirection()
    {
        bool append = _text.AsSpan(_next).StartsWith(">>");
        _next += append ? 2 : 1;
        while (_next < _text.Length && _text[_next] is ' ' or '\t') _next++;
        if (_next == _text.Length || WordReader.IsEnd(_text[_next])) throw new UsageFailure("syntax error: no file after '>'");
        if (_output is not null) throw new UsageFailure("syntax error: more than one '>'");
        if (WordReader.TryRead(_text, ref _next) is not { } path) return false;
        _output = new Redirection(path, append);
        return true;
    }

    private void EndStatement()
    {
        if (_words.Count > 0 || _output is not null) _statements.Add(new Statement([.. _words], _output));
        _words.Clear();
        _output = null;
    }
}
