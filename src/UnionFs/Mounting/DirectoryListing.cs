using System.Collections;
using UnionFs.Nodes;

namespace UnionFs;

/// <summary>
/// The names of a directory at one moment, in ordinal order, without `.` and `..`. Changes made meanwhile do not show.
/// Listing the same unchanged directory again allocates only this object.
/// </summary>
public sealed class DirectoryListing : IReadOnlyList<DirectoryEntry>
{
    private readonly Entry[] _entries;

    internal DirectoryListing(DirectoryNode directory) => _entries = directory.Entries.Ordered;

    /// <summary>How many names there are.</summary>
    public int Count => _entries.Length;

    /// <summary>The entry at <paramref name="index"/>.</summary>
    public DirectoryEntry this[int index] => new(_entries[index]);

    /// <inheritdoc/>
    public IEnumerator<DirectoryEntry> GetEnumerator()
    {
        foreach (Entry entry in _entries) yield return new DirectoryEntry(entry);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
