using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace UnionFs.Archives;

/// <summary>Unpacks a blob, once, within limits.</summary>
internal sealed class Unpacker(BlobInput input, string name, TarBlobOptions options)
{
    /// <summary>A frame may ask for this much memory, 2^27 bytes: what the zstd tool unpacks without being told to.</summary>
    private const int MaxWindowLog = 27;

    private long _produced;

    /// <summary>Hands the unpacked bytes to the target; how many there were.</summary>
    /// <exception cref="TarException">Damaged, cut off, or larger than the limits.</exception>
    internal long Run(BlobCompression compression, IUnpackTarget target, CancellationToken cancellation)
    {
        using GzipReader? gzip = compression == BlobCompression.Gzip ? new GzipReader(input) : null;
        using DecompressionStream? zstd = compression == BlobCompression.Zstd ? new DecompressionStream(input, leaveOpen: true) : null;
        zstd?.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<byte> room = target.Room();
            int count;
            try
            {
                count = gzip is not null ? gzip.Read(room) : zstd is not null ? zstd.Read(room) : input.Read(room);
            }
            catch (Exception error) when (error is InvalidDataException or ZstdException or EndOfStreamException)
            {
                throw new TarException(name, null, _produced, $"the {compression} data cannot be unpacked: {error.Message.TrimEnd('.')}", error);
            }
            if (count == 0) return _produced;
            _produced += count;
            CheckSize(compression);
            target.Advance(count);
        }
    }

    private void CheckSize(BlobCompression compression)
    {
        TarLimits limits = options.Limits;
        if (_produced > limits.MaxUnpackedBytes) throw new TarException(name, null, _produced, $"it unpacks to over {limits.MaxUnpackedBytes} bytes, the limit");
        if (compression == BlobCompression.None || _produced <= TarLimits.RatioFreeBytes || _produced <= (Int128)input.Taken * limits.MaxRatio) return;
        throw new TarException(name, null, _produced, $"{_produced} bytes from {input.Taken}, the limit is a ratio of {limits.MaxRatio}");
    }
}
