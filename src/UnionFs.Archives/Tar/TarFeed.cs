using System.Buffers;

namespace UnionFs.Archives;

/// <summary>
/// Decodes an archive that passes by in pieces of any lengths: its headers, and the bytes of the files that are to be kept. The third driver of
/// <see cref="TarDecoder"/>, beside <see cref="TarIndex"/> (at offsets) and <see cref="TarReader"/> (a pipe).
/// </summary>
internal sealed class TarFeed
{
    private readonly TarDecoder _decoder;
    private readonly Func<TarEntry, bool> _keep;
    private readonly long _maxKept;
    private readonly List<TarWarning> _warnings = [];
    private readonly List<TarEntry> _entries = [];
    private readonly List<(long Offset, ArrayBufferWriter<byte> Bytes)> _kept = [];
    private long _position;
    private byte[] _header = new byte[TarHeader.BlockLength];
    private int _headerFilled;
    private long _keepUntil;
    private long _keptBytes;

    /// <param name="archive">What the archive is called in errors.</param>
    /// <param name="limits">What it may declare.</param>
    /// <param name="keep">Which entries' bytes to keep.</param>
    /// <param name="maxKept">How many bytes to keep at most; files that would be too many are not kept.</param>
    internal TarFeed(string archive, TarLimits limits, Func<TarEntry, bool> keep, long maxKept)
    {
        _decoder = new TarDecoder(archive, limits, _warnings.Add);
        _keep = keep;
        _maxKept = Math.Min(maxKept, Array.MaxLength);
    }

    /// <summary>What has been decoded.</summary>
    internal List<TarEntry> Entries => _entries;

    /// <summary>What was ignored.</summary>
    internal List<TarWarning> Warnings => _warnings;

    /// <summary>Where the archive ends.</summary>
    internal long Position => _decoder.Position;

    /// <summary>Whether anything but zeros follows the end of the archive.</summary>
    internal bool IsFollowed { get; private set; }

    /// <summary>The bytes that were kept, by where they lie in the archive; in order.</summary>
    internal IEnumerable<(long Offset, ReadOnlyMemory<byte> Bytes)> Kept => _kept.Select(static range => (range.Offset, range.Bytes.WrittenMemory));

    /// <summary>Takes the next bytes.</summary>
    /// <exception cref="TarException">The archive is refused.</exception>
    internal void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = _decoder.Ended ? TakeTail(bytes)
                : _headerFilled == 0 && _decoder.Position > _position ? TakeData(bytes)
                : TakeHeader(bytes);
            _position += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Says that there are no more bytes.</summary>
    /// <exception cref="TarException">The archive may not end there.</exception>
    internal void End()
    {
        if (!_decoder.Ended) _decoder.TakeEnd(_position - _decoder.Position);
    }

    private int TakeTail(ReadOnlySpan<byte> bytes)
    {
        IsFollowed |= bytes.ContainsAnyExcept((byte)0);
        return bytes.Length;
    }

    private int TakeData(ReadOnlySpan<byte> bytes)
    {
        int count = (int)Math.Min(bytes.Length, _decoder.Position - _position);
        if (_position < _keepUntil) _kept[^1].Bytes.Write(bytes[..(int)Math.Min(count, _keepUntil - _position)]);
        return count;
    }

    private int TakeHeader(ReadOnlySpan<byte> bytes)
    {
        int need = _decoder.Need;
        if (_headerFilled == 0 && bytes.Length >= need)
        {
            Decode(bytes[..need]);
            return need;
        }
        if (_header.Length < need) Array.Resize(ref _header, need);
        int count = Math.Min(need - _headerFilled, bytes.Length);
        bytes[..count].CopyTo(_header.AsSpan(_headerFilled));
        _headerFilled += count;
        if (_headerFilled < need) return count;
        _headerFilled = 0;
        Decode(_header.AsSpan(0, need));
        return count;
    }

    private void Decode(ReadOnlySpan<byte> header)
    {
        if (_decoder.Take(header) is not { } entry) return;
        _entries.Add(entry);
        // The declared size is a claim: memory is taken as bytes come, and what would be too much is not kept.
        if (entry.PackedSize == 0 || entry.PackedSize > _maxKept - _keptBytes || !_keep(entry)) return;
        _keptBytes += entry.PackedSize;
        _keepUntil = entry.DataOffset + entry.PackedSize;
        _kept.Add((entry.DataOffset, new ArrayBufferWriter<byte>()));
    }
}
