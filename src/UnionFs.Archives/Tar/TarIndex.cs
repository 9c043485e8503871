namespace UnionFs.Archives;

/// <summary>
/// The entries of an uncompressed archive that can be read at offsets: only headers are read, and the bytes of a file when somebody
/// asks for them. Immutable; safe to share between threads.
/// </summary>
public sealed class TarIndex
{
    private readonly Content _archive;
    private readonly Lazy<Dictionary<string, TarEntry>> _byName;

    internal TarIndex(Content archive, string name, List<TarEntry> entries, long end)
    {
        _archive = archive;
        Name = name;
        Entries = entries.AsReadOnly();
        End = end;
        _byName = new Lazy<Dictionary<string, TarEntry>>(MakeNames);
    }

    /// <summary>What the archive is called in errors.</summary>
    public string Name { get; }

    /// <summary>All entries, in the archive's order, duplicates included.</summary>
    public IReadOnlyList<TarEntry> Entries { get; }

    /// <summary>Where the archive ends: behind its zero blocks, or where its bytes end. What follows was not looked at.</summary>
    public long End { get; }

    /// <summary>Reads all headers.</summary>
    /// <param name="archive">The bytes, not compressed (see <see cref="TarBlob"/>).</param>
    /// <param name="name">What the archive is called in errors.</param>
    /// <param name="limits">What it may declare; <see cref="TarLimits.Default"/> if null.</param>
    /// <param name="onWarning">Told what was ignored.</param>
    /// <param name="progress">Told how many entries have been read, every few thousand and at the end.</param>
    /// <exception cref="TarException">The archive is refused, or cut off.</exception>
    public static TarIndex Read(Content archive, string name, TarLimits? limits = null, Action<TarWarning>? onWarning = null, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(name);
        var decoder = new TarDecoder(name, limits ?? TarLimits.Default, onWarning);
        var window = new TarWindow(archive, name);
        var entries = new List<TarEntry>();
        while (!decoder.Ended)
        {
            long left = archive.Length - decoder.Position;
            if (left < decoder.Need)
            {
                decoder.TakeEnd(left);
                break;
            }
            if (decoder.Take(window.Read(decoder.Position, decoder.Need)) is not { } entry) continue;
            entries.Add(entry);
            if (entries.Count % 4096 == 0) progress?.Report(entries.Count);
        }
        progress?.Report(entries.Count);
        return new TarIndex(archive, name, entries, decoder.Position);
    }

    /// <summary>
    /// The last entry of that name, or null. `./` and `/` in front, and `/` at the end, do not matter; nothing else is normalised,
    /// and links are not followed. The first call builds a table of all names.
    /// </summary>
    public TarEntry? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.Value.GetValueOrDefault(Plain(name));
    }

    /// <summary>The bytes of a file of this archive, read when they are asked for; what is not in a sparse file's ranges is a hole.</summary>
    public Content Open(TarEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Kind is not (TarEntryKind.File or TarEntryKind.Unknown) || entry.Size == 0) return Content.Empty;
        return entry.Extents is { } extents
            ? new SparseContent(_archive, entry.DataOffset, extents, entry.Size)
            : new RangeContent(_archive, entry.DataOffset, entry.Size);
    }

    private static string Plain(string name)
    {
        string plain = name.TrimEnd('/');
        while (plain.StartsWith("./", StringComparison.Ordinal) || plain.StartsWith('/')) plain = plain[(plain.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return plain;
    }

    private Dictionary<string, TarEntry> MakeNames()
    {
        var names = new Dictionary<string, TarEntry>(Entries.Count, StringComparer.Ordinal);
        foreach (TarEntry entry in Entries) names[Plain(entry.Name)] = entry;
        return names;
    }
}
