using System.Buffers;

namespace UnionFs.Archives;

/// <summary>
/// Reads the central directory once from front to back through a window, so that memory goes by what is kept and not by what
/// is declared, and charges every entry to the limits.
/// </summary>
internal sealed class CentralDirectoryReader(ZipSource source, CentralDirectory directory, ZipOptions options, IProgress<long>? progress)
{
    /// <summary>The longest record there can be is under 200 KiB.</summary>
    private const int WindowLength = 256 << 10;

    private const int ReportEvery = 4096;

    private readonly ZipLimits _limits = options.Limits;

    private long _unread = directory.Size;
    private long _totalBytes;
    private int _first;
    private int _end;

    /// <summary>All records, in the directory's order.</summary>
    /// <exception cref="ZipException">A record is damaged, or its entry is refused.</exception>
    internal List<CentralRecord> ReadAll()
    {
        if (directory.Count > _limits.MaxEntries) throw source.Bad(default, $"{directory.Count} entries, the limit is {_limits.MaxEntries}");
        var records = new List<CentralRecord>((int)Math.Min(directory.Count, ReportEvery));
        byte[] window = ArrayPool<byte>.Shared.Rent((int)Math.Min(WindowLength, directory.Size));
        try
        {
            for (long read = 1; read <= directory.Count; read++)
            {
                int length = CentralRecord.LengthOf(source, Need(window, CentralRecord.FixedLength));
                CentralRecord? record = Parse(Need(window, length));
                _first += length;
                if (record is not null)
                {
                    Charge(record.Entry);
                    records.Add(record);
                }
                if (read % ReportEvery == 0) progress?.Report(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
        // A count that is too small hides entries from one reader and not from another.
        if (_unread > 0 || _first < _end) throw source.Bad(default, $"the central directory goes on after its {directory.Count} entries");
        progress?.Report(directory.Count);
        return records;
    }

    /// <summary>The record; null where its entry is refused and the caller goes on without.</summary>
    private CentralRecord? Parse(ReadOnlySpan<byte> record)
    {
        try
        {
            return CentralRecord.Parse(source, directory, record);
        }
        catch (ZipException error) when (options.OnRefused is not null)
        {
            options.OnRefused(error);
            return null;
        }
    }

    /// <summary>The next <paramref name="length"/> bytes, read on if they are not in the window yet.</summary>
    private ReadOnlySpan<byte> Need(byte[] window, int length)
    {
        if (_end - _first < length)
        {
            window.AsSpan(_first, _end - _first).CopyTo(window);
            (_first, _end) = (0, _end - _first);
            int count = (int)Math.Min(window.Length - _end, _unread);
            if (_end + count < length) throw source.Bad(default, "the central directory ends within a record");
            source.Read(directory.Start + directory.Size - _unread, window.AsSpan(_end, count), default);
            _end += count;
            _unread -= count;
        }
        return window.AsSpan(_first, length);
    }

    private void Charge(ZipEntry entry)
    {
        if (entry.Size > _limits.MaxEntryBytes) throw source.Bad(entry.Name, $"{entry.Size} bytes, the limit for one entry is {_limits.MaxEntryBytes}");
        if (entry.Size > _limits.MaxTotalBytes - _totalBytes) throw source.Bad(entry.Name, $"with it the entries have over {_limits.MaxTotalBytes} bytes, the limit for all");
        if (entry.Size > (Int128)entry.PackedSize * _limits.MaxRatio)
            throw source.Bad(entry.Name, $"{entry.Size} bytes from {entry.PackedSize}, the limit is a ratio of {_limits.MaxRatio}");
        _totalBytes += entry.Size;
    }
}
