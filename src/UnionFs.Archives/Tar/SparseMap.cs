namespace UnionFs.Archives;

/// <summary>The ranges of a sparse file as the formats write them, and what makes them a map: in order, apart, and as many bytes as there is data.</summary>
internal static class SparseMap
{
    private const int RecordLength = 24;
    private const int NumberLength = 12;

    /// <summary>Adds ranges in the old GNU form: pairs of header numbers up to a blank one. False if one is no number.</summary>
    internal static bool TryAdd(List<TarExtent> extents, ReadOnlySpan<byte> records)
    {
        for (; records.Length >= RecordLength; records = records[RecordLength..])
        {
            if (records[0] == 0 || records[NumberLength] == 0) return true;
            if (!TarNumber.TryParse(records[..NumberLength], out long offset) || !TarNumber.TryParse(records[NumberLength..RecordLength], out long length)) return false;
            extents.Add(new TarExtent(offset, length));
        }
        return true;
    }

    /// <summary>The map without empty ranges; null and the reason where it is none.</summary>
    internal static TarExtent[]? Check(List<TarExtent> extents, long size, long packedSize, out string? problem)
    {
        long end = 0, sum = 0;
        problem = "its sparse map is out of order, or goes past its end";
        foreach (TarExtent extent in extents)
        {
            if (extent.Length < 0 || extent.Offset < end || extent.Offset > size - extent.Length) return null;
            end = extent.Offset + extent.Length;
            sum += extent.Length;
        }
        problem = sum == packedSize ? null : $"its sparse map is about {sum} bytes, and there are {packedSize}";
        return problem is null ? [.. extents.Where(static extent => extent.Length > 0)] : null;
    }
}
