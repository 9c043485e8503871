namespace UnionFs.Nodes;

/// <summary>
/// Numbers by hash, four bytes a place, which have the number and as many bits of the hash as there is room for, so that a place that is not meant
/// is seldom looked behind. The steps between the places of a hash grow by one each (triangular probing), so that runs do not.
/// </summary>
internal readonly struct ProbeTable
{
    /// <summary>How many numbers there can be.</summary>
    internal const int MostNumbers = (1 << NumberBits) - 1;

    private const int NumberBits = 18;

    private const uint NumberMask = (1u << NumberBits) - 1;

    /// <summary>More places than keyed hashes, with a third of the places free, are ever tried in: the expectation for the worst of 2^18 is 31.</summary>
    private const int LongestProbe = 64;

    private readonly uint[] _places;

    internal ProbeTable(int count)
    {
        int length = 16;
        while (length < count + count / 2) length *= 2;
        _places = new uint[length];
    }

    /// <summary>False where too many hashes are alike.</summary>
    internal bool TryAdd(int hash, int number)
    {
        int mask = _places.Length - 1, at = hash & mask;
        for (int step = 1; _places[at] != 0; at = (at + step++) & mask)
            if (step == LongestProbe) return false;
        _places[at] = ((uint)hash & ~NumberMask) | (uint)(number + 1);
        return true;
    }

    /// <summary>The next number that may be the hash's; false when there is none.</summary>
    internal bool Next(ref Probe probe)
    {
        uint[] places = _places;
        while (true)
        {
            uint place = places[probe.At & (places.Length - 1)];
            if (place == 0) return false;
            probe.At += ++probe.Step;
            if (((place ^ (uint)probe.Hash) & ~NumberMask) != 0) continue;
            probe.Number = (int)(place & NumberMask) - 1;
            return true;
        }
    }

    /// <summary>A search for one hash.</summary>
    internal struct Probe(int hash)
    {
        internal readonly int Hash = hash;

        internal int At = hash;

        internal int Step;

        internal int Number;
    }
}
