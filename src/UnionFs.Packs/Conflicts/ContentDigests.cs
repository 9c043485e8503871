using System.Collections.Concurrent;
using System.Security.Cryptography;
using UnionFs.Archives;

namespace UnionFs.Packs;

/// <summary>Whether contents are the same, reading each at most once, in pieces, and only those that nothing cheaper tells apart.</summary>
internal sealed class ContentDigests
{
    private const int PieceBytes = 64 << 10;

    private readonly ConcurrentDictionary<Content, byte[]> _known = new(ReferenceEqualityComparer.Instance);

    internal Sameness Compare(Content one, Content two)
    {
        if (ReferenceEquals(one, two)) return Sameness.Same;
        if (one.Length != two.Length) return Sameness.Different;
        if (one.Length == 0) return Sameness.Same;
        if (ZipLayer.TryGetCrc32(one, out uint first) && ZipLayer.TryGetCrc32(two, out uint second) && first != second) return Sameness.Different;
        try
        {
            return Of(one).AsSpan().SequenceEqual(Of(two)) ? Sameness.Same : Sameness.Different;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Sameness.Unreadable;
        }
    }

    private byte[] Of(Content content)
    {
        if (_known.TryGetValue(content, out byte[]? known)) return known;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[(int)Math.Min(content.Length, PieceBytes)];
        for (long offset = 0; offset < content.Length;)
        {
            int count = content.Read(offset, piece);
            hash.AppendData(piece.AsSpan(0, count));
            offset += count;
        }
        return _known.GetOrAdd(content, hash.GetHashAndReset());
    }
}
