namespace UnionFs.Nodes;

/// <summary>
/// Where inode numbers come from: 29 bits of a seed (a layer's fingerprint, a file system's history) and 32 bits of a counter.
/// Unique within one layer or file system for certain, across them as far as 29 bits go, and the same for the same operations.
/// Nothing but reports depends on them: the engine knows an inode by its object.
/// </summary>
internal sealed class InodeNumbers
{
    private readonly Family _family;
    private readonly long _prefix;
    private uint _last = 1;

    internal InodeNumbers(ulong seed) : this(seed, new Family(seed)) { }

    private InodeNumbers(ulong seed, Family family)
    {
        _family = family;
        _prefix = (long)(Scramble(seed) >> 35) << 32;
    }

    /// <summary>The number of the root.</summary>
    internal long Root => _prefix | 1;

    /// <summary>A number not given out before. Callers hold the writer lock.</summary>
    internal long Next() => _prefix | ++_last;

    /// <summary>Numbers for a fork: others than these, and than those of every other fork of one origin, even where the clock stands still.</summary>
    internal InodeNumbers Branch() => new(Fingerprints.Add(_family.Seed, _family.NextBranch()), _family);

    /// <summary>A number that depends on both.</summary>
    internal static long Mix(long salt, long ino) => (long)(Scramble((ulong)salt ^ Scramble((ulong)ino)) >> 3);

    /// <summary>A bijection in which every bit depends on every other (the finaliser of SplitMix64).</summary>
    internal static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>What all forks of one origin have in common.</summary>
    private sealed class Family(ulong seed)
    {
        private uint _branches;

        internal ulong Seed => seed;

        internal uint NextBranch() => Interlocked.Increment(ref _branches);
    }
}
