using System.Globalization;
using System.Text;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell;

/// <summary>
/// Reads one word with sh's quotes: `'...'` is literal, in `"..."` a backslash escapes `" \ $ `` ` `` and a line feed, elsewhere any
/// character; `$'...'` knows \n, \t, \r, \0, \\, \', \" and \xNN (a byte: so that every name can be written).
/// </summary>
internal ref struct WordReader
{
    private readonly string _text;
    private readonly StringBuilder _word = new();
    private readonly StringBuilder _pattern = new();
    private bool _isPattern;
    private int _next;

    private WordReader(string text, int next)
    {
        _text = text;
        _next = next;
    }

    /// <summary>The word at <paramref name="next"/>, which moves behind it; null where the text ends first.</summary>
    internal static Word? TryRead(string text, ref int next)
    {
        var reader = new WordReader(text, next);
        if (!reader.Read()) return null;
        next = reader._next;
        string word = RawText.Normalise(reader._word.ToString());
        return new Word(word, reader._isPattern ? RawText.Normalise(reader._pattern.ToString()) : null);
    }

    /// <summary>Whether a word ends before this character.</summary>
    internal static bool IsEnd(char c) => c is ' ' or '\t' or '\r' or '\n' or ';' or '>' or '|' or '&' or '<' or '(' or ')' or '`';

    private bool Read()
    {
        while (_next < _text.Length && !IsEnd(_text[_next]))
        {
            char c = _text[_next++];
            bool isComplete = c switch
            {
                '\'' => ReadSingleQuoted(),
                '"' => ReadDoubleQuoted(),
                '\\' => ReadEscaped(),
                '$' when _next < _text.Length && _text[_next] == '\'' => ReadAnsiQuoted(),
                _ => AddPlain(c),
            };
            if (!isComplete) return false;
        }
        return true;
    }

    private bool AddPlain(char c)
    {
        _word.Append(c);
        _pattern.Append(c);
        _isPattern |= c is '*' or '?' or '[';
        return true;
    }

    private readonly void AddQuoted(char c)
    {
        _word.Append(c);
        if (c is '*' or '?' or '[' or ']' or '\\' or '!' or '^' or '-') _pattern.Append('\\');
        _pattern.Append(c);
    }

    private bool ReadEscaped()
    {
        if (_next == _text.Length) return false;
        char c = _text[_next++];
        if (c != '\n') AddQuoted(c); // a line that goes on
        else if (_next == _text.Length) return false;
        return true;
    }

    private bool ReadSingleQuoted()
    {
        while (_next < _text.Length)
        {
            char c = _text[_next++];
            if (c == '\'') return true;
            AddQuoted(c);
        }
        return false;
    }

    private bool ReadDoubleQuoted()
    {
        while (_next < _text.Length)
        {
            char c = _text[_next++];
            if (c == '"') return true;
            if (c == '\\' && _next < _text.Length && _text[_next] is '"' or '\\' or '$' or '`' or '\n')
            {
                c = _text[_next++];
                if (c == '\n') continue;
            }
            AddQuoted(c);
        }
        return false;
    }

    private bool ReadAnsiQuoted()
    {
        _next++;
        while (_next < _text.Length)
        {
            char c = _text[_next++];
            if (c == '\'') return true;
            if (c == '\\')
            {
                if (_next == _text.Length) return false;
                c = ReadAnsiEscape();
            }
            AddQuoted(c);
        }
        return false;
    }

    private char ReadAnsiEscape()
    {
        char c = _text[_next++];
        switch (c)
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case '0': return '\0';
            case '\\' or '\'' or '"': return c;
            case 'x' when _next + 2 <= _text.Length && byte.TryParse(_text.AsSpan(_next, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value):
                _next += 2;
                return value < 0x80 ? (char)value : (char)(0xDC00 | value);
            default: throw new UsageFailure($"syntax error: unknown escape '\\{c}' in $'...'");
        }
    }
}
