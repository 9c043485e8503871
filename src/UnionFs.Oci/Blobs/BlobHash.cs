using System.Security.Cryptography;

namespace UnionFs.Oci;

/// <summary>The hash of bytes as they go by, to be held against the digest they were promised under.</summary>
internal sealed class BlobHash : IDisposable
{
    private readonly Digest _expected;
    private readonly string _what;
    private readonly IncrementalHash _hash;

    /// <param name="expected">What the bytes have to have.</param>
    /// <param name="what">Whose bytes they are, for the error; the blob of that digest if null.</param>
    internal BlobHash(Digest expected, string? what = null)
    {
        _expected = expected;
        _what = what ?? expected.ToString();
        _hash = expected.CreateHash();
    }

    internal void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <exception cref="OciException">The bytes were other ones.</exception>
    internal void Check()
    {
        byte[] hash = _hash.GetHashAndReset();
        if (!_expected.Matches(hash)) throw new OciException(_what, $"its bytes have the digest {_expected.Algorithm}:{Convert.ToHexStringLower(hash)}, not {_expected}");
    }

    /// <summary>Forgets the bytes so far.</summary>
    internal void Restart() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}
