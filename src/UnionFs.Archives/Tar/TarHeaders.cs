namespace UnionFs.Archives;

/// <summary>All headers of an archive, read.</summary>
/// <param name="Index">The entries.</param>
/// <param name="Warnings">What was ignored.</param>
/// <param name="IsFollowed">Whether anything but zeros follows the end.</param>
internal sealed record TarHeaders(TarIndex Index, IReadOnlyList<TarWarning> Warnings, bool IsFollowed)
{
    /// <summary>Reads them from an archive that can be read at offsets.</summary>
    /// <exception cref="TarException">The archive is refused, or cut off.</exception>
    internal static TarHeaders Read(Content archive, string name, TarLimits limits, IProgress<long>? progress)
    {
        var warnings = new List<TarWarning>();
        var index = TarIndex.Read(archive, name, limits, warnings.Add, progress);
        return new TarHeaders(index, warnings, IsFollowedIn(archive, index.End));
    }

    private static bool IsFollowedIn(Content archive, long offset)
    {
        var buffer = new byte[64 << 10];
        for (int count; (count = archive.Read(Math.Min(offset, archive.Length), buffer)) > 0; offset += count)
            if (buffer.AsSpan(0, count).ContainsAnyExcept((byte)0)) return true;
        return false;
    }
}
