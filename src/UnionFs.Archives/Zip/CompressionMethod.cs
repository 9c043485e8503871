using System.Globalization;

namespace UnionFs.Archives;

/// <summary>The numbers of PKWARE's APPNOTE 4.4.5. Only the first and the ninth are supported; the others are for messages.</summary>
internal static class CompressionMethod
{
    internal const ushort Stored = 0;
    internal const ushort Deflated = 8;

    internal static string Describe(ushort method) => method switch
    {
        1 => "Shrink",
        >= 2 and <= 5 => "Reduce",
        6 => "Implode",
        9 => "Deflate64",
        10 => "PKWARE DCL Implode",
        12 => "BZIP2",
        14 => "LZMA",
        16 => "IBM z/OS CMPSC",
        18 => "IBM TERSE",
        19 => "IBM LZ77",
        20 or 93 => "Zstandard",
        94 => "MP3",
        95 => "XZ",
        96 => "JPEG variant",
        97 => "WavPack",
        98 => "PPMd",
        99 => "AES encryption",
        _ => "unknown",
    } + string.Create(CultureInfo.InvariantCulture, $", number {method}");
}
