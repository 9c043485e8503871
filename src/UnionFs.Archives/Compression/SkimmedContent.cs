namespace UnionFs.Archives;

/// <summary>
/// The unpacked bytes of an archive of which a few ranges were kept. Whoever reads any other has the archive unpacked again, once for all, and held
/// against the digest of the first time.
/// </summary>
internal sealed class SkimmedContent(
    string name, long length, IEnumerable<(long Offset, ReadOnlyMemory<byte> Bytes)> kept, BlobDigest digest, Func<TarBlob> unpackAgain) : Content
{
    private readonly (long Offset, ReadOnlyMemory<byte> Bytes)[] _kept = [.. kept];
    private readonly Lock _lock = new();
    private Content? _whole;

    public override long Length => length;

    public override long AllocatedBytes => _kept.Sum(static range => range.Bytes.Length) + (Volatile.Read(ref _whole)?.AllocatedBytes ?? 0);

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        int low = 0;
        for (int high = _kept.Length; low < high;)
        {
            int middle = (low + high) >>> 1;
            if (_kept[middle].Offset <= offset) low = middle + 1;
            else high = middle;
        }
        if (low > 0 && offset - _kept[low - 1].Offset is var start && start + destination.Length <= _kept[low - 1].Bytes.Length)
            _kept[low - 1].Bytes.Span.Slice((int)start, destination.Length).CopyTo(destination);
        else
            Whole().Read(offset, destination);
    }

    private Content Whole()
    {
        lock (_lock)
        {
            if (_whole is { } made) return made;
            TarBlob again = unpackAgain();
            if (again.Unpacked != digest) throw new IOException($"Archive '{name}' has changed since it was opened.");
            Volatile.Write(ref _whole, again.Content);
            return again.Content;
        }
    }
}
