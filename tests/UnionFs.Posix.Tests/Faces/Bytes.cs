using System.Security.Cryptography;

namespace UnionFs.Posix.Tests.Faces;

/// <summary>Contents in words: short ones in full, long ones as a length and a digest.</summary>
internal static class Bytes
{
    /// <summary>How much of each end of a file is looked at; what lies between in a larger one is a hole.</summary>
    internal const int End = 1 << 16;

    internal static byte[] Filled(int length, byte seed)
    {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte)(seed + i % 7);
        return bytes;
    }

    /// <summary>A whole file, or both ends of a large one.</summary>
    internal static string DescribeEnds(long length, Func<long, int, byte[]> read) => length <= End
        ? Describe(read(0, (int)length))
        : $"{Describe(read(0, End))} .. {Describe(read(length - End, End))}";

    internal static string Describe(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= 24 ? Convert.ToHexString(bytes) : $"{bytes.Length} bytes {Convert.ToHexString(SHA256.HashData(bytes).AsSpan(0, 8))}";
}
