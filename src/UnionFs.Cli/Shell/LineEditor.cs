namespace UnionFs.Cli.Shell;

/// <summary>A line from the terminal, with arrow keys, the usual control keys, and the lines of before.</summary>
internal sealed class LineEditor
{
    private readonly List<string> _history = [];
    private string _prompt = "";
    private string _text = "";
    private int _cursor;
    private int _recalled;
    private string _draft = "";

    /// <summary>The line; null at its end (Ctrl-D on an empty line).</summary>
    internal string? Read(string prompt)
    {
        (_prompt, _text, _cursor, _recalled, _draft) = (prompt, "", 0, _history.Count, "");
        // Ctrl-C gives up the line, not the session with all its changes.
        bool before = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            Draw();
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                bool isControl = (key.Modifiers & ConsoleModifiers.Control) != 0;
                if (isControl && key.Key == ConsoleKey.D && _text.Length == 0)
                {
                    Console.Write("\n");
                    return null;
                }
                if (isControl && key.Key == ConsoleKey.C)
                {
                    Console.Write("^C\n");
                    return "";
                }
                if (key.Key == ConsoleKey.Enter)
                {
                    Console.Write("\n");
                    Remember();
                    return _text;
                }
                Edit(key, isControl);
                Draw();
            }
        }
        finally
        {
            Console.TreatControlCAsInput = before;
        }
    }

    private void Edit(ConsoleKeyInfo key, bool isControl)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow or ConsoleKey.B when key.Key == ConsoleKey.LeftArrow || isControl:
                _cursor = Math.Max(0, _cursor - 1);
                break;
            case ConsoleKey.RightArrow or ConsoleKey.F when key.Key == ConsoleKey.RightArrow || isControl:
                _cursor = Math.Min(_text.Length, _cursor + 1);
                break;
            case ConsoleKey.UpArrow or ConsoleKey.P when key.Key == ConsoleKey.UpArrow || isControl:
                Recall(_recalled - 1);
                break;
            case ConsoleKey.DownArrow or ConsoleKey.N when key.Key == ConsoleKey.DownArrow || isControl:
                Recall(_recalled + 1);
                break;
            case ConsoleKey.Home or ConsoleKey.A when key.Key == ConsoleKey.Home || isControl:
                _cursor = 0;
                break;
            case ConsoleKey.End or ConsoleKey.E when key.Key == ConsoleKey.End || isControl:
                _cursor = _text.Length;
                break;
            case ConsoleKey.Backspace when _cursor > 0:
                _text = _text.Remove(--_cursor, 1);
                break;
            case ConsoleKey.Delete or ConsoleKey.D when (key.Key == ConsoleKey.Delete || isControl) && _cursor < _text.Length:
                _text = _text.Remove(_cursor, 1);
                break;
            case ConsoleKey.U when isControl:
                (_text, _cursor) = (_text[_cursor..], 0);
                break;
            case ConsoleKey.K when isControl:
                _text = _text[.._cursor];
                break;
            case ConsoleKey.L when isControl:
                Console.Write("\e[H\e[2J");
                break;
            default:
                if (!char.IsControl(key.KeyChar)) _text = _text.Insert(_cursor++, key.KeyChar.ToString());
                break;
        }
    }

    private void Recall(int index)
    {
        if (index < 0 || index > _history.Count) return;
        if (_recalled == _history.Count) _draft = _text;
        _recalled = index;
        _text = index == _history.Count ? _draft : _history[index];
        _cursor = _text.Length;
    }

    private void Remember()
    {
        if (_text.Length > 0 && (_history.Count == 0 || _history[^1] != _text)) _history.Add(_text);
    }

    private void Draw()
    {
        int behind = _text.Length - _cursor;
        Console.Write($"\r{_prompt}{_text}\e[K{(behind > 0 ? $"\e[{behind}D" : "")}");
    }
}
