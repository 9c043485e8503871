namespace UnionFs.Archives;

/// <summary>What PAX records say about a GNU sparse file, in any of the three versions: 0.0 and 0.1 have the ranges here, 1.0 before the data.</summary>
internal sealed class PaxSparse
{
    internal const string Prefix = "GNU.sparse.";

    private long? _start;

    internal long? Major { get; private set; }

    internal long? Minor { get; private set; }

    internal byte[]? Name { get; private set; }

    internal long? RealSize { get; private set; }

    /// <summary>The ranges as they come; <see cref="SparseMap"/> checks them.</summary>
    internal List<TarExtent> Extents { get; } = [];

    /// <summary>Whether the ranges are before the data.</summary>
    internal bool HasMapInData => Major == 1 && Minor == 0;

    internal bool IsKnown => HasMapInData || Major is null or 0 && Minor is null or 0 or 1;

    internal string? Take(string key, ReadOnlySpan<byte> value)
    {
        bool isValid = true;
        switch (key)
        {
            case "major":
                isValid = PaxRecords.TryParse(value, out long major);
                Major = major;
                break;
            case "minor":
                isValid = PaxRecords.TryParse(value, out long minor);
                Minor = minor;
                break;
            case "name":
                isValid = !value.Contains((byte)0);
                Name = value.IsEmpty ? null : value.ToArray();
                break;
            case "size" or "realsize":
                isValid = PaxRecords.TryParse(value, out long size) && size >= 0;
                RealSize = size;
                break;
            case "offset":
                // 0.0: one record for each number, so that a key comes again and again.
                isValid = PaxRecords.TryParse(value, out long start) && _start is null;
                _start = start;
                break;
            case "numbytes":
                isValid = _start is not null && PaxRecords.TryParse(value, out long length) && Add(_start.Value, length);
                _start = null;
                break;
            case "map":
                isValid = TryTakeMap(value);
                break;
        }
        return isValid ? null : $"the PAX record '{Prefix}{key}' has a bad value";
    }

    private bool Add(long offset, long length)
    {
        Extents.Add(new TarExtent(offset, length));
        return true;
    }

    private bool TryTakeMap(ReadOnlySpan<byte> value)
    {
        Extents.Clear();
        long? offset = null;
        if (value.IsEmpty) return true;
        foreach (Range range in value.Split((byte)','))
        {
            if (!PaxRecords.TryParse(value[range], out long number)) return false;
            if (offset is null)
            {
                offset = number;
                continue;
            }
            Extents.Add(new TarExtent(offset.Value, number));
            offset = null;
        }
        return offset is null;
    }
}
