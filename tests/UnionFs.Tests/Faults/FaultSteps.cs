using System.Buffers;
using System.IO.Pipelines;

namespace UnionFs.Tests.Faults;

/// <summary>A life of a file system in named steps, each a few verbs that succeed or fail as one.</summary>
internal static class FaultSteps
{
    internal const int Length = 100_000;

    internal static readonly (string Name, Action<UnionFileSystem> Do)[] All =
    [
        ("read whole", fs => Expect(fs.File.ReadAllBytes("/lazy"), 0, Length)),
        ("read text", fs => fs.File.ReadAllText("/lazy")),
        ("read lines", fs => fs.File.ReadLines("/lazy").Count()),
        ("pread", fs => With(fs, "/lazy", OpenFlags.O_RDONLY, handle =>
        {
            var bytes = new byte[40_000];
            Check(handle.Read(10_000, bytes, out int count), "/lazy");
            Expect(bytes.AsSpan(0, count), 10_000, bytes.Length);
        })),
        ("sequence", fs => With(fs, "/lazy", OpenFlags.O_RDONLY, handle =>
        {
            Check(handle.ReadSequence(1, 30_000, out ReadOnlySequence<byte> bytes), "/lazy");
            Expect(bytes.ToArray(), 1, 30_000);
        })),
        ("stream", fs =>
        {
            using FileSystemStream stream = fs.File.OpenRead("/lazy");
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            Expect(copy.ToArray(), 0, Length);
        }),
        ("pipe", fs =>
        {
            PipeReader pipe = fs.File.OpenPipeReader("/lazy");
            try
            {
                long seen = 0;
                while (pipe.TryRead(out ReadResult result))
                {
                    Expect(result.Buffer.ToArray(), seen, (int)result.Buffer.Length);
                    seen += result.Buffer.Length;
                    pipe.AdvanceTo(result.Buffer.End);
                    if (result.IsCompleted) break;
                }
                Assert.Equal(Length, seen);
            }
            finally
            {
                pipe.Complete();
            }
        }),
        ("write within a chunk", fs => With(fs, "/lazy", OpenFlags.O_RDWR, handle => Check(handle.Write(20_000, [1, 2, 3]), "/lazy"))),
        ("write over a boundary", fs => With(fs, "/lazy", OpenFlags.O_RDWR, handle => Check(handle.Write(32_760, new byte[20_000]), "/lazy"))),
        ("append", fs => fs.File.AppendAllText("/lazy", "the end")),
        ("append to a batch", fs => fs.Update(batch =>
        {
            batch.File.WriteAllText("/new", "new");
            batch.File.AppendAllText("/second", "more");
            batch.File.Delete("/gone");
        })),
        ("cut in a chunk", fs => Check(fs.Posix.Truncate("/lazy", 90_001), "/lazy")),
        ("grow", fs => Check(fs.Posix.Truncate("/lazy", 95_000), "/lazy")),
        ("punch", fs => With(fs, "/lazy", OpenFlags.O_RDWR, handle =>
            Check(handle.Allocate(AllocateFlags.FALLOC_FL_PUNCH_HOLE | AllocateFlags.FALLOC_FL_KEEP_SIZE, 60_001, 7), "/lazy"))),
        ("copy a range", fs => With(fs, "/lazy", OpenFlags.O_RDWR, handle => With(fs, "/second", OpenFlags.O_RDONLY, source =>
            Check(handle.CopyRange(source, 5, 70_003, 9_000, out _), "/lazy")))),
        ("copy", fs => fs.File.Copy("/lazy", "/copy")),
        ("rename over", fs => Check(fs.Posix.Rename("/copy", "/second"), "/copy")),
        ("compare", fs => fs.GetChanges()),
        ("diff", fs => fs.Diff()),
        ("commit", fs => fs.Commit()),
        ("directory", fs => fs.Directory.CreateDirectory("/d/e/f")),
        ("attributes", fs => Check(fs.Posix.SetXattr("/d", "user.x", new byte[100]), "/d")),
        ("link", fs => Check(fs.Posix.Link("/lazy", "/d/link"), "/d/link")),
        ("append by a link", fs => fs.File.AppendAllText("/d/link", "!")),
    ];

    internal static UnionFileSystem Start(FaultyContent.Counter counter) => new(
        new LayerBuilder().AddFile("/lazy", new FaultyContent(Length, counter)).AddFile("/second", new FaultyContent(50_000, counter))
            .AddFile("/gone", "gone").Build(),
        new Model.ManualClock());

    /// <summary>Every path with what is there, contents included.</summary>
    internal static string State(FileSystem fs)
    {
        var text = new System.Text.StringBuilder();
        foreach (string path in fs.Directory.EnumerateFileSystemEntries("/", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            FileStat stat = fs.File.GetStat(path);
            text.Append(path).Append(' ').Append(stat.Kind).Append(' ').Append(stat.Size).Append(' ').Append(stat.LinkCount).Append(' ').Append(stat.Metadata.Xattrs.Count);
            if (stat.Kind == NodeKind.File) text.Append(' ').Append(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(fs.File.ReadAllBytes(path))));
            text.Append('\n');
        }
        return text.ToString();
    }

    private static void With(UnionFileSystem fs, string path, OpenFlags flags, Action<FileHandle> use)
    {
        Check(fs.Posix.Open(path, flags, out FileHandle? handle), path);
        using (handle) use(handle!);
    }

    private static void Check(FsError error, string path) => error.ThrowIfError(path);

    private static void Expect(ReadOnlySpan<byte> bytes, long offset, int length)
    {
        Assert.Equal(length, bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
            if (bytes[i] != (byte)((offset + i) % 251)) Assert.Fail($"wrong byte at {offset + i}");
    }
}
