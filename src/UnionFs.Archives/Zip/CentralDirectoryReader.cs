using System.Buffers;

namespace UnionFs.Archives;

/// <summary>
/// Reads the central directory once from front to back through a window, so that memory goes by what is kept and not by what
/// is declared, and charges every entry to the limits.
/// </summary>
internal sealed class CentralDirectoryReader(ZipSource source, CentralDirectory directory, ZipLimits limits, IProgress<long>? progress)
{
    /// <summary>The longest record there can be is under 200 KiB.</summary>
    private const int WindowLength = 256 << 10;

    private const int ReportEvery = 4096;

    private long _unread = directory.Size;
    private long _totalBytes;
    private int _first;
    private int _end;

    /// <summary>All records, in the directory's order.</summary>
    /// <exception cref="ZipException">A record is damaged, or its entry is refused.</exception>
    internal List<CentralRecord> ReadAll()
    {
        if (directory.Count > limits.MaxEntries) throw source.Bad(default, $"{directory.Count} entries, the limit is {limits.MaxEntries}");
        var records = new List<CentralRecord>((int)Math.Min(directory.Count, ReportEvery));
        byte[] window = ArrayPool<byte>.Shared.Rent((int)Math.Min(WindowLength, directory.Size));
        try
        {
            while (records.Count < directory.Count)
            {
                int length = CentralRecord.LengthOf(source, Need(window, CentralRecord.FixedLength));
                CentralRecord record = CentralRecord.Parse(source, directory, Need(window, length));
                _first += length;
                Charge(record.Entry);
                records.Add(record);
                if (records.Count % ReportEvery == 0) progress?.Report(records.Count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
        // A count that is too small hides entries from one reader and not from another.
        if (_unread > 0 || _first < _end) throw source.Bad(default, $"the central directory goes on after its {directory.Count} entries");
        progress?.Report(records.Count);
        return records;
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
        if (entry.Size > limits.MaxEntryBytes) throw source.Bad(entry.Name, $"{entry.Size} bytes, the limit for one entry is {limits.MaxEntryBytes}");
        if (entry.Size > limits.MaxTotalBytes - _totalBytes) throw source.Bad(entry.Name, $"with it the entries have over {limits.MaxTotalBytes} bytes, the limit for all");
        if (entry.Size > (Int128)entry.PackedSize * limits.MaxRatio)
            throw source.Bad(entry.Name, $"{entry.Size} bytes from {entry.PackedSize}, the limit is a ratio of {limits.MaxRatio}");
        _totalBytes += entry.Size;
    }
}
