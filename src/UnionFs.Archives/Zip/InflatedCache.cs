namespace UnionFs.Archives;

/// <summary>
/// Keeps inflated contents of any number of archives up to a number of bytes; beyond, those go first that nobody read for longest, about (a clock with a second
/// chance). What has gone is inflated anew when it is read again. Thread-safe. It keeps what it holds, and the archives that came from, from being collected.
/// </summary>
public sealed class InflatedCache
{
    private readonly Lock _gate = new();
    private readonly Queue<ZipEntry> _kept = new();
    private long _usedBytes;

    /// <summary>A cache of up to <paramref name="maxBytes"/> bytes; a single content may have more, and is kept alone then.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is negative.</exception>
    public InflatedCache(long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        MaxBytes = maxBytes;
    }

    /// <summary>The limit.</summary>
    public long MaxBytes { get; }

    /// <summary>Bytes of the contents kept now.</summary>
    public long UsedBytes => Interlocked.Read(ref _usedBytes);

    /// <summary>Takes an entry in that has just been inflated, and lets others go for it.</summary>
    internal void Keep(ZipEntry entry)
    {
        lock (_gate)
        {
            // Told when it is done, so that nobody sees more than the limit.
            long used = _usedBytes + entry.Size;
            // Two rounds at most: in the first all lose their second chance, but those that are read meanwhile.
            for (int tries = 2 * _kept.Count; tries > 0 && used > MaxBytes && _kept.Count > 0; tries--)
            {
                ZipEntry oldest = _kept.Dequeue();
                if (oldest.TakeChance() && tries > _kept.Count)
                {
                    _kept.Enqueue(oldest);
                    continue;
                }
                oldest.Forget();
                used -= oldest.Size;
            }
            _kept.Enqueue(entry);
            Interlocked.Exchange(ref _usedBytes, used);
        }
    }
}
