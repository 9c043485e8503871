using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace UnionFs.Oci;

/// <summary>
/// The name of a blob by its bytes, `algorithm:encoded`. Any digest of the specification's grammar can be named; only SHA-256 and
/// SHA-512 can be computed. The grammar leaves no `/` and no `..`, so both parts are safe as file names.
/// </summary>
public sealed class Digest : IEquatable<Digest>
{
    /// <summary>Far over what any algorithm needs, and under what a file name may have.</summary>
    private const int MaxEncodedLength = 200, MaxAlgorithmLength = 50;

    private static readonly SearchValues<char> Encodable = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ=_-");
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private Digest(string algorithm, string encoded)
    {
        Algorithm = algorithm;
        Encoded = encoded;
    }

    /// <summary>`sha256`, `sha512`, or the name of another algorithm.</summary>
    public string Algorithm { get; }

    /// <summary>The part after the colon; lower-case hexadecimal for the two algorithms that are known.</summary>
    public string Encoded { get; }

    /// <summary>True if bytes can be checked against it here.</summary>
    public bool IsSupported => Algorithm is "sha256" or "sha512";

    /// <summary>Reads `algorithm:encoded`.</summary>
    /// <exception cref="FormatException">The text does not follow the grammar.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out Digest? digest) ? digest : throw new FormatException($"'{text}' is no digest.");

    /// <summary>Reads `algorithm:encoded`; false if the text does not follow the grammar.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = null;
        if (text is null) return false;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon > MaxAlgorithmLength || text.Length - colon - 1 is < 1 or > MaxEncodedLength) return false;
        ReadOnlySpan<char> algorithm = text.AsSpan(0, colon), encoded = text.AsSpan(colon + 1);
        if (!IsAlgorithm(algorithm) || encoded.ContainsAnyExcept(Encodable)) return false;
        int? length = algorithm switch { "sha256" => 64, "sha512" => 128, _ => null };
        if (length is not null && (encoded.Length != length || encoded.ContainsAnyExcept(LowerHex))) return false;
        digest = new Digest(algorithm.ToString(), encoded.ToString());
        return true;
    }

    /// <summary>The SHA-256 of <paramref name="bytes"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes) => FromSha256(SHA256.HashData(bytes));

    /// <summary>The same algorithm and the same bytes.</summary>
    public bool Equals(Digest? other) => other is not null && other.Encoded == Encoded && other.Algorithm == Algorithm;

    /// <summary>The same algorithm and the same bytes.</summary>
    public static bool operator ==(Digest? left, Digest? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Another algorithm or other bytes.</summary>
    public static bool operator !=(Digest? left, Digest? right) => !(left == right);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Digest);

    /// <inheritdoc/>
    public override int GetHashCode() => Encoded.GetHashCode(StringComparison.Ordinal);

    /// <summary>`algorithm:encoded`.</summary>
    public override string ToString() => $"{Algorithm}:{Encoded}";

    internal static Digest FromSha256(ReadOnlySpan<byte> hash) => new("sha256", Convert.ToHexStringLower(hash));

    /// <summary>From a name such as `HEX.json`, as docker-archives have it; null if it is none.</summary>
    internal static Digest? FromHexName(ReadOnlySpan<char> name) => TryParse($"sha256:{name}", out Digest? digest) ? digest : null;

    /// <summary>A hash of this algorithm over bytes that come in pieces.</summary>
    internal IncrementalHash CreateHash() =>
        IncrementalHash.CreateHash(Algorithm == "sha512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);

    internal bool Matches(ReadOnlySpan<byte> hash) => Encoded.AsSpan().SequenceEqual(Convert.ToHexStringLower(hash));

    /// <summary>Components of a-z and 0-9, with one of `+._-` between two.</summary>
    private static bool IsAlgorithm(ReadOnlySpan<char> text)
    {
        bool afterComponent = false;
        foreach (char c in text)
        {
            bool isComponent = char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
            if (!isComponent && !(afterComponent && c is '+' or '.' or '_' or '-')) return false;
            if (!isComponent && !afterComponent) return false;
            afterComponent = isComponent;
        }
        return afterComponent;
    }
}
