using System.Runtime.CompilerServices;

namespace UnionFs.Nodes;

/// <summary>
/// The entries of a large directory once more, in one array by their hash: built when a map was asked about as often as it has entries. The trie is what
/// changes cheaply; this is one probe instead of three levels, and costs what the lookups before it have cost already.
/// </summary>
internal sealed class EntryTable
{
    /// <summary>
    /// Names that collide on purpose stay with the trie's sorted leaves. The steps between the places of a hash grow by one each (triangular
    /// probing): with a third of the places free, the worst of a million names by chance is expected at the 34th.
    /// </summary>
    private const int LongestProbe = 64;

    private readonly Entry[] _slots;

    private EntryTable(Entry[] slots) => _slots = slots;

    /// <summary>Null where too many hashes are alike.</summary>
    internal static EntryTable? TryBuild(Entry[] entries)
    {
        int length = 16;
        while (length < entries.Length + entries.Length / 2) length *= 2;
        var slots = new Entry[length];
        foreach (ref readonly Entry entry in entries.AsSpan())
        {
            int at = entry.Hash & (length - 1);
            for (int step = 1; slots[at].Name is not null; at = (at + step++) & (length - 1))
                if (step == LongestProbe) return null;
            slots[at] = entry;
        }
        return new EntryTable(slots);
    }

    /// <summary>The entry of a name, or a null reference.</summary>
    internal ref readonly Entry Locate(ReadOnlySpan<char> name, int hash)
    {
        Entry[] slots = _slots;
        for (int step = 1, at = hash & (slots.Length - 1); step <= LongestProbe; at = (at + step++) & (slots.Length - 1))
        {
            ref readonly Entry entry = ref slots[at];
            if (entry.Name is null) return ref Unsafe.NullRef<Entry>();
            if (entry.Hash == hash && entry.Name.AsSpan().SequenceEqual(name)) return ref entry;
        }
        return ref Unsafe.NullRef<Entry>();
    }
}
