using System.Buffers;
using System.Text;

namespace UnionFs.Packs;

/// <summary>Which names Windows could not have, by its documented rules ("Naming Files, Paths, and Namespaces").</summary>
public static class WindowsNames
{
    /// <summary>UTF-16 units in one name on NTFS.</summary>
    private const int MaxUnits = 255;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create([.. Enumerable.Range(0, 32).Select(value => (char)value), '<', '>', ':', '"', '|', '?', '*', '\\', '/']);

    /// <summary>The names of the enabled packs that Windows could not have, topmost pack first. O(files of all packs), as the caller goes on.</summary>
    /// <exception cref="PackException">A pack has no directory <see cref="Pack.Root"/>.</exception>
    public static IEnumerable<NameProblem> Find(PackSet packs)
    {
        ArgumentNullException.ThrowIfNull(packs);
        foreach (Pack pack in packs.LoadOrder.Reverse())
        {
            foreach (LayerEntry entry in pack.ToLayer(packs.Names).Entries())
                if (entry.Path != "/" && entry.Kind != NodeKind.Whiteout && Check(entry.Path[(entry.Path.LastIndexOf('/') + 1)..]) is { } kind) yield return new NameProblem(pack.Name, entry.Path, kind);
        }
    }

    /// <summary>Why Windows could not have a name; null where it could.</summary>
    public static NameProblemKind? Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAny(Forbidden)) return NameProblemKind.Character;
        if (name[^1] is '.' or ' ') return NameProblemKind.TrailingDotOrSpace;
        if (IsReserved(name.AsSpan())) return NameProblemKind.Reserved;
        if (name.Length > MaxUnits) return NameProblemKind.TooLong;
        for (ReadOnlySpan<char> rest = name; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int length) != OperationStatus.Done) return NameProblemKind.NotUnicode;
            rest = rest[length..];
        }
        return null;
    }

    /// <summary>What is before the first dot counts, without spaces at its end; superscript digits are digits here.</summary>
    private static bool IsReserved(ReadOnlySpan<char> name)
    {
        int dot = name.IndexOf('.');
        ReadOnlySpan<char> stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ');
        foreach (string device in (ReadOnlySpan<string>)["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"])
            if (stem.Equals(device, StringComparison.OrdinalIgnoreCase)) return true;
        return stem.Length == 4 && (stem[3] is >= '1' and <= '9' or '\u00B9' or '\u00B2' or '\u00B3')
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase));
    }
}
