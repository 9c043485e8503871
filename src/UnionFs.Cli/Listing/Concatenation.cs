using System.Buffers;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Listing;

/// <summary>`cat`: the bytes of files, one after another; memory of the engine goes out without a copy.</summary>
internal static class Concatenation
{
    private const string Command = "cat";

    internal static void Print(Operands operands)
    {
        foreach (string path in operands.Paths)
        {
            FsError error = operands.Snapshot.Posix.ReadContent(operands.Absolute(path), out Content content);
            if (error != FsError.None)
            {
                operands.Errors.Report(Command, path, error);
                continue;
            }
            foreach (ReadOnlySequence<byte> piece in ContentReader.Pieces($"{Command}: {path}", content))
                foreach (ReadOnlyMemory<byte> segment in piece) operands.Out.Write(segment.Span);
        }
    }
}
