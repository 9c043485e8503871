using System.Buffers;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Listing;

/// <summary>Reads contents from end to end. What a lazy source cannot deliver is a failure that names the path.</summary>
internal static class ContentReader
{
    private const int PieceBytes = 1 << 20;

    internal static IEnumerable<ReadOnlySequence<byte>> Pieces(string path, Content content)
    {
        for (long offset = 0; offset < content.Length; offset += PieceBytes)
        {
            ReadOnlySequence<byte> piece;
            try
            {
                piece = content.Slice(offset, PieceBytes);
            }
            catch (IOException error)
            {
                throw new Failure($"{path}: {error.Message}");
            }
            yield return piece;
        }
    }
}
