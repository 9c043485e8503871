namespace UnionFs;

/// <summary>
/// A chunk of which some pages were written over: a small write copies a page and not the chunk. Immutable. A missing page shows the array under it, or where
/// there is none, what a missing chunk shows. An array may be shorter than its place; what it lacks is zeros, so an empty page is a hole.
/// </summary>
/// <param name="under">The chunk as it was; null if there was none.</param>
/// <param name="pages">A slot a page.</param>
internal sealed class PatchedChunk(byte[]? under, byte[]?[] pages)
{
    internal const int PageShift = 12;
    internal const int PageSize = 1 << PageShift;
    internal const int Count = ChunkedContent.ChunkSize / PageSize;

    /// <summary>With more pages than this the array under them is given up for one of their bytes: what it holds besides is at most half as much again.</summary>
    private const int MostOverArray = Count / 2 - 1;

    internal byte[]? Under => under;

    internal byte[]?[] Pages => pages;

    /// <summary>
    /// What counts against a limit: the array's pages, and those that lie where it does not reach. So writing over what is there counts nothing, though both
    /// are held for a time.
    /// </summary>
    internal long Stored
    {
        get
        {
            long stored = under is null ? 0 : Whole(under.Length);
            for (int i = 0; i < Count; i++)
                if (pages[i] is { Length: > 0 } && (under is null || i << PageShift >= under.Length)) stored += PageSize;
            return stored;
        }
    }

    internal bool HasTooManyPages => under is { Length: > 0 } && pages.Count(static page => page is not null) > MostOverArray;

    /// <summary>So many bytes in whole pages.</summary>
    internal static long Whole(long length) => (length + PageSize - 1) & ~(PageSize - 1L);

    /// <summary>Without anything past <paramref name="length"/>.</summary>
    internal PatchedChunk Cut(int length)
    {
        var kept = new byte[]?[Count];
        for (int i = 0; i << PageShift < length; i++)
            kept[i] = pages[i] is { } page && page.Length > length - (i << PageShift) ? page[..(length - (i << PageShift))] : pages[i];
        return new PatchedChunk(under is not null && under.Length > length ? under[..length] : under, kept);
    }
}
