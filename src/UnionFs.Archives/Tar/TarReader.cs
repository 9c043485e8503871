using System.Buffers;
using System.IO.Pipelines;

namespace UnionFs.Archives;

/// <summary>
/// Reads an uncompressed tar archive from front to back. After an entry its data may be read, or not: the next entry skips what is left.
/// Not thread-safe. For an archive that can be read at offsets, <see cref="TarIndex"/> reads less.
/// </summary>
public sealed class TarReader
{
    private readonly PipeReader _input;
    private readonly string _archive;
    private readonly TarDecoder _decoder;
    private long _position;
    private TarEntry? _entry;
    private long _dataRead;
    private int _extent;

    /// <summary>A reader of what comes through a pipe. The pipe is neither completed nor read past the archive's end, unless <see cref="DrainAsync"/> is called.</summary>
    /// <param name="input">The archive, not compressed.</param>
    /// <param name="archive">What it is called in errors.</param>
    /// <param name="limits">What it may declare; <see cref="TarLimits.Default"/> if null.</param>
    /// <param name="onWarning">Told what was ignored.</param>
    public TarReader(PipeReader input, string archive, TarLimits? limits = null, Action<TarWarning>? onWarning = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(archive);
        _input = input;
        _archive = archive;
        _decoder = new TarDecoder(archive, limits ?? TarLimits.Default, onWarning);
    }

    /// <summary>A reader of a stream, which is left open; more of it may have been read than the archive.</summary>
    public static TarReader Create(Stream stream, string archive, TarLimits? limits = null, Action<TarWarning>? onWarning = null) =>
        new(PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true, bufferSize: 64 << 10)), archive, limits, onWarning);

    /// <summary>The next entry, or null after the last.</summary>
    /// <exception cref="TarException">The archive is refused, or cut off.</exception>
    public async ValueTask<TarEntry?> ReadAsync(CancellationToken cancellationToken = default)
    {
        _entry = null;
        while (!_decoder.Ended)
        {
            long missing = await SkipToAsync(_decoder.Position, cancellationToken).ConfigureAwait(false);
            if (missing > 0)
            {
                _decoder.TakeEnd(-missing);
                break;
            }
            ReadResult result = await _input.ReadAtLeastAsync(_decoder.Need, cancellationToken).ConfigureAwait(false);
            if (result.Buffer.Length < _decoder.Need)
            {
                long available = result.Buffer.Length;
                _input.AdvanceTo(result.Buffer.Start);
                _decoder.TakeEnd(available);
                break;
            }
            if (Take(result.Buffer.Slice(0, _decoder.Need)) is not { } entry) continue;
            _entry = entry;
            (_dataRead, _extent) = (0, 0);
            return entry;
        }
        return null;
    }

    /// <summary>
    /// The next bytes of the present entry's file, holes as zeros: at least one unless <paramref name="destination"/> is empty, 0 at the end of the file.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no present entry.</exception>
    /// <exception cref="TarException">The archive is cut off.</exception>
    public async ValueTask<int> ReadDataAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        TarEntry entry = _entry ?? throw new InvalidOperationException("There is no entry to read from.");
        int wanted = (int)Math.Min(destination.Length, entry.Size - _dataRead);
        if (wanted == 0) return 0;
        (long hole, long data) = Next(entry);
        int count = (int)Math.Min(wanted, hole > 0 ? hole : data);
        if (hole > 0)
        {
            destination.Span[..count].Clear();
        }
        else
        {
            ReadResult result = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.IsEmpty) throw CutOff(entry);
            count = (int)Math.Min(count, result.Buffer.Length);
            ReadOnlySequence<byte> part = result.Buffer.Slice(0, count);
            part.CopyTo(destination.Span);
            _input.AdvanceTo(part.End);
            _position += count;
        }
        _dataRead += count;
        return count;
    }

    /// <summary>Copies what is left of the present entry's file.</summary>
    /// <exception cref="TarException">The archive is cut off.</exception>
    public async Task CopyDataToAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            while (await ReadDataAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int count)
                await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads to the end of the input what follows the archive, so that whoever hashes on the way has seen all of it. How many bytes were not zero.</summary>
    public async ValueTask<long> DrainAsync(CancellationToken cancellationToken = default)
    {
        long garbage = 0;
        while (true)
        {
            ReadResult result = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (ReadOnlyMemory<byte> piece in result.Buffer) garbage += piece.Length - piece.Span.Count((byte)0);
            _position += result.Buffer.Length;
            _input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted) return garbage;
        }
    }

    /// <summary>Where the file has been read to: how long the hole is there, or if there is none, how many bytes of data.</summary>
    private (long Hole, long Data) Next(TarEntry entry)
    {
        if (entry.Extents is not { } extents) return (0, entry.Size - _dataRead);
        while (_extent < extents.Count && extents[_extent].Offset + extents[_extent].Length <= _dataRead) _extent++;
        if (_extent == extents.Count) return (entry.Size - _dataRead, 0);
        TarExtent extent = extents[_extent];
        return _dataRead < extent.Offset ? (extent.Offset - _dataRead, 0) : (0, extent.Offset + extent.Length - _dataRead);
    }

    private TarEntry? Take(ReadOnlySequence<byte> bytes)
    {
        TarEntry? entry;
        int count = (int)bytes.Length;
        if (bytes.IsSingleSegment)
        {
            entry = _decoder.Take(bytes.FirstSpan);
        }
        else
        {
            byte[] joined = ArrayPool<byte>.Shared.Rent(count);
            bytes.CopyTo(joined);
            entry = _decoder.Take(joined.AsSpan(0, count));
            ArrayPool<byte>.Shared.Return(joined);
        }
        _input.AdvanceTo(bytes.End);
        _position += count;
        return entry;
    }

    /// <summary>Reads up to a position; how many bytes there were too few.</summary>
    private async ValueTask<long> SkipToAsync(long position, CancellationToken cancellation)
    {
        while (_position < position)
        {
            ReadResult result = await _input.ReadAsync(cancellation).ConfigureAwait(false);
            if (result.Buffer.IsEmpty && result.IsCompleted) return position - _position;
            ReadOnlySequence<byte> part = result.Buffer.Slice(0, Math.Min(position - _position, result.Buffer.Length));
            _position += part.Length;
            _input.AdvanceTo(part.End);
        }
        return 0;
    }

    private TarException CutOff(TarEntry entry) => new(_archive, entry.Name, entry.HeaderOffset, "the archive ends within its data");
}
