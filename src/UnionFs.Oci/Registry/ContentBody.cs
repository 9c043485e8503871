using System.Net;

namespace UnionFs.Oci;

/// <summary>A range of a content as the body of a request; can be sent again.</summary>
internal sealed class ContentBody(Content content, long offset, long length) : HttpContent
{
    private const int BufferBytes = 1 << 17;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(BufferBytes, Math.Max(1, length))];
        for (long sent = 0; sent < length;)
        {
            int count = content.Read(offset + sent, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - sent)));
            if (count == 0) throw new EndOfStreamException();
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            sent += count;
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
