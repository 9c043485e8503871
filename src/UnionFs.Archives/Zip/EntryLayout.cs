namespace UnionFs.Archives;

/// <summary>
/// Where entries lie in the archive. No two may share a byte: a quoted overlap packs one block of zeros under thousands of
/// names, and one header inside another's data shows two programs two archives.
/// </summary>
internal static class EntryLayout
{
    /// <summary>Gives every entry the place where the next one starts as its limit. O(n log n).</summary>
    /// <exception cref="ZipException">Two entries overlap, or the last one and the central directory.</exception>
    internal static void SetLimits(ZipSource source, List<CentralRecord> records, long directoryStart)
    {
        var offsets = new long[records.Count];
        var entries = new ZipEntry[records.Count];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = records[i].Entry;
            offsets[i] = entries[i].HeaderOffset;
        }
        Array.Sort(offsets, entries);
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i].Limit = i + 1 < entries.Length ? offsets[i + 1] : directoryStart;
            if (entries[i].MinEnd > entries[i].Limit) throw source.Bad(entries[i].Name, i + 1 < entries.Length ? $"overlaps entry '{NameEncoding.Decode(entries[i + 1].Name)}'" : "overlaps the central directory");
        }
    }
}
