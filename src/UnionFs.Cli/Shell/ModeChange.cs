using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace UnionFs.Cli.Shell;

/// <summary>What chmod does to a mode: set it (`0755`), or edit it clause by clause (`u+x,go-w,a=rX`).</summary>
internal sealed class ModeChange
{
    private const int All = 0xFFF, SetIds = 0xC00, Sticky = 0x200;

    /// <summary>Bits that a clause without `u`, `g`, `o` or `a` leaves alone: the shell's umask.</summary>
    private const int Umask = 0x12; // 022

    private readonly List<Clause> _clauses = [];

    /// <summary>One operation of a clause.</summary>
    /// <param name="Who">The bits it may touch.</param>
    /// <param name="Operator">+, -, =, or n for a number.</param>
    /// <param name="Bits">The bits it names, spread over all three classes.</param>
    /// <param name="IfExecutable">`X`: execute bits for directories and for what has one.</param>
    /// <param name="CopyFrom">A class (`u`, `g`, `o`) whose bits it takes; NUL if none.</param>
    private readonly record struct Clause(int Who, char Operator, int Bits, bool IfExecutable, char CopyFrom);

    private ModeChange() { }

    internal static bool TryParse(string text, [NotNullWhen(true)] out ModeChange? change)
    {
        var parsed = new ModeChange();
        change = parsed.TryParseOctal(text) || parsed.TryParseSymbolic(text) ? parsed : null;
        return change is not null;
    }

    internal int Apply(int mode, bool isDirectory)
    {
        foreach (Clause clause in _clauses)
        {
            int bits = clause.Bits;
            if (clause.IfExecutable && (isDirectory || (mode & 0x49) != 0)) bits |= 0x49;
            if (clause.CopyFrom != '\0') bits |= 0x49 * ((mode >> ShiftOf(clause.CopyFrom)) & 7);
            bits &= clause.Who;
            // `=` leaves a directory's set-ID bits alone unless they are named.
            int cleared = isDirectory ? clause.Who & ~SetIds : clause.Who;
            mode = clause.Operator switch
            {
                '+' => mode | bits,
                '-' => mode & ~bits,
                'n' => bits,
                _ => (mode & ~cleared) | bits,
            };
        }
        return mode;
    }

    private bool TryParseOctal(string text)
    {
        if (text.Length is 0 or > 5 || text.AsSpan().ContainsAnyExceptInRange('0', '7')) return false;
        int mode = Convert.ToInt32(text, 8);
        if (mode > All) return false;
        _clauses.Add(new Clause(All, 'n', mode, false, '\0'));
        return true;
    }

    private bool TryParseSymbolic(string text)
    {
        foreach (string clause in text.Split(','))
        {
            int i = 0, who = 0;
            for (; i < clause.Length && "ugoa".Contains(clause[i], StringComparison.Ordinal); i++) who |= WhoOf(clause[i]);
            if (who == 0) who = All & ~Umask;
            if (i == clause.Length) return false;
            while (i < clause.Length)
            {
                if (clause[i] is not ('+' or '-' or '=')) return false;
                char operation = clause[i++];
                if (!TryParsePermissions(clause, ref i, who, operation)) return false;
            }
        }
        return true;
    }

    private bool TryParsePermissions(string clause, ref int i, int who, char operation)
    {
        if (i < clause.Length && clause[i] is 'u' or 'g' or 'o')
        {
            _clauses.Add(new Clause(who & 0x1FF, operation, 0, false, clause[i++]));
            return true;
        }
        int bits = 0;
        bool ifExecutable = false;
        for (; i < clause.Length && clause[i] is not ('+' or '-' or '='); i++)
        {
            if (clause[i] == 'X') ifExecutable = true;
            else if (BitsOf(clause[i]) is > 0 and var more) bits |= more;
            else return false;
        }
        _clauses.Add(new Clause(who, operation, bits, ifExecutable, '\0'));
        return true;
    }

    private static int WhoOf(char who) => who switch
    {
        'u' => 0x800 | 0x1C0,
        'g' => 0x400 | 0x38,
        'o' => Sticky | 0x7,
        _ => All,
    };

    private static int ShiftOf(char who) => who switch { 'u' => 6, 'g' => 3, _ => 0 };

    private static int BitsOf(char permission) => permission switch
    {
        'r' => 0x124,
        'w' => 0x92,
        'x' => 0x49,
        's' => SetIds,
        't' => Sticky,
        _ => 0,
    };
}
