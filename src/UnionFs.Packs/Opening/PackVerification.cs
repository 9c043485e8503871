using System.Collections.Concurrent;

namespace UnionFs.Packs.Opening;

/// <summary>Reads all of a pack, to find what a lazy reader would meet only when a game asks for it.</summary>
internal static class PackVerification
{
    private const int PieceBytes = 64 << 10;

    internal static List<PackException> Run(Pack pack, CancellationToken ct)
    {
        var bad = new ConcurrentBag<PackException>();
        Parallel.ForEach(pack.Content.Entries().Where(entry => entry.Kind == NodeKind.File), new ParallelOptions { CancellationToken = ct }, entry =>
        {
            try
            {
                Read(entry.Content, ct);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                bad.Add(new PackException(pack.Name, entry.Path, error.Message, error));
            }
        });
        return [.. bad.OrderBy(error => error.Entry, StringComparer.Ordinal)];
    }

    private static void Read(Content content, CancellationToken ct)
    {
        var piece = new byte[(int)Math.Min(content.Length, PieceBytes)];
        for (long offset = 0; offset < content.Length; offset += piece.Length)
        {
            ct.ThrowIfCancellationRequested();
            content.Read(offset, piece);
        }
    }
}
