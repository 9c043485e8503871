using System.IO.Compression;
using System.Security.Cryptography;

namespace UnionFs.Archives;

/// <summary>What was written.</summary>
/// <param name="Entries">How many entries the archive has; 0 where the layer changes nothing.</param>
/// <param name="Packed">Digest and size of what went to the stream.</param>
/// <param name="Unpacked">Digest and size of the archive: the DiffID.</param>
/// <param name="Warnings">What was left out, or may be read otherwise, by path.</param>
public sealed record LayerTarReport(int Entries, BlobDigest Packed, BlobDigest Unpacked, IReadOnlyList<TarWarning> Warnings);

/// <summary>
/// Writes a layer as an OCI diff layer that the common engines read alike, byte for byte the same wherever and whenever it is written.
/// </summary>
/// <remarks>
/// Parents are always written, with their attributes; a removed name is a whiteout, and only where there is something to remove; a
/// replaced directory is a directory with an opaque mark in it, and only where the layers below show something to hide. Names of one
/// file are hard links to the first. Files are written whole, holes as zeros.
/// </remarks>
public static class LayerTar
{
    /// <summary>Writes the archive, compressed if that is wanted (gzip; without a name or a time). The stream is left open.</summary>
    /// <param name="layer">What to write: usually what changed (<see cref="UnionFileSystem"/>'s diff).</param>
    /// <param name="below">The layers that it lies on; none for a base layer or a plain archive.</param>
    /// <param name="output">Where to.</param>
    /// <param name="compression">How it is packed; <see cref="BlobCompression.None"/> or <see cref="BlobCompression.Gzip"/>.</param>
    /// <param name="options">What to do with what tar cannot hold; <see cref="LayerTarOptions.Default"/> if null.</param>
    /// <param name="cancellationToken">Leaves the archive incomplete.</param>
    /// <exception cref="TarException">The layer has something that tar cannot hold; nothing was written.</exception>
    /// <exception cref="IOException">A content cannot be read, or the stream not written.</exception>
    public static async Task<LayerTarReport> WriteAsync(Layer layer, LayerStack below, Stream output, BlobCompression compression = BlobCompression.None, LayerTarOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(below);
        ArgumentNullException.ThrowIfNull(output);
        if (compression is not (BlobCompression.None or BlobCompression.Gzip)) throw new ArgumentOutOfRangeException(nameof(compression));
        var plan = new LayerTarPlan(layer, below, options ?? LayerTarOptions.Default);
        var packed = new HashingStream(output, isGzip: compression == BlobCompression.Gzip);
        await using (packed.ConfigureAwait(false))
        {
            HashingStream unpacked = packed;
            if (compression == BlobCompression.Gzip) unpacked = new HashingStream(new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true), isGzip: false, owns: true);
            TarWriter writer = TarWriter.Create(unpacked);
            foreach ((TarEntry entry, Content content) in plan.Items) await writer.WriteAsync(entry, content, cancellationToken).ConfigureAwait(false);
            await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
            await unpacked.DisposeAsync().ConfigureAwait(false);
            return new LayerTarReport(plan.Items.Count, packed.Digest, unpacked.Digest, plan.Warnings);
        }
    }

    /// <summary>As <see cref="WriteAsync"/>, waiting for it.</summary>
    /// <exception cref="TarException">The layer has something that tar cannot hold; nothing was written.</exception>
    public static LayerTarReport Write(Layer layer, LayerStack below, Stream output, BlobCompression compression = BlobCompression.None, LayerTarOptions? options = null) =>
        WriteAsync(layer, below, output, compression, options).GetAwaiter().GetResult();

    /// <summary>Counts and hashes what goes through. Of gzip, it makes the one byte that says which system wrote it say "unknown".</summary>
    private sealed class HashingStream(Stream output, bool isGzip, bool owns = false) : Stream
    {
        private const int SystemOffset = 9;

        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _length;
        private BlobDigest? _digest;

        internal BlobDigest Digest => _digest ??= new BlobDigest(Convert.ToHexStringLower(_hash.GetHashAndReset()), _length);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (isGzip && _length <= SystemOffset && _length + buffer.Length > SystemOffset)
            {
                byte[] patched = buffer.ToArray();
                patched[SystemOffset - (int)_length] = 0xFF;
                buffer = patched;
            }
            _hash.AppendData(buffer);
            _length += buffer.Length;
            output.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => output.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                if (owns) output.Dispose();
                _ = Digest;
                _hash.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
