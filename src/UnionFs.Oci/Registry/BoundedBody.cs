namespace UnionFs.Oci;

/// <summary>Reads an answer that has to be small, whatever it says about its length.</summary>
internal static class BoundedBody
{
    /// <exception cref="OciException">The body is longer.</exception>
    internal static async Task<byte[]> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[1 << 14];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            if (body.Length + count > maxBytes) throw new OciException(response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Path) ?? "registry", $"the answer is longer than {maxBytes} bytes");
            body.Write(buffer, 0, count);
        }
        return body.ToArray();
    }
}
