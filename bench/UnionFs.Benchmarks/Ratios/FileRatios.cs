using System.Buffers;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>Many small files: made and written, opened and read.</summary>
internal static class FileRatios
{
    private const int Files = 100_000;

    internal static IEnumerable<Ratio> Create()
    {
        string[] paths = [.. SampleTrees.DeepPaths(Files)];
        byte[] bytes = new byte[1024];
        double[] taken = Rounds.PerOperationByWall(Files,
            () =>
            {
                var fs = new UnionFileSystem();
                string made = "";
                foreach (string path in paths)
                {
                    string directory = path[..path.LastIndexOf('/')];
                    if (directory != made) fs.Directory.CreateDirectory(made = directory);
                    fs.File.WriteAllBytes(path, bytes);
                }
            },
            () =>
            {
                var dictionary = new Dictionary<string, byte[]>(StringComparer.Ordinal);
                foreach (string path in paths) dictionary[path] = bytes.AsSpan().ToArray();
            });
        yield return Ratio.Limit("make and write 1 KiB, 100,000 files", taken[0], 1000, "ns");
        yield return new Ratio("  the same; Dictionary (for information)", taken[0], taken[1], double.PositiveInfinity, "ns");
    }

    internal static IEnumerable<Ratio> Read()
    {
        string[] paths = [.. SampleTrees.DeepPaths(10_000)];
        byte[] bytes = new byte[4096], buffer = new byte[4096];
        var fs = new UnionFileSystem();
        var dictionary = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            fs.Directory.CreateDirectory(path[..path.LastIndexOf('/')]);
            fs.File.WriteAllBytes(path, bytes);
            dictionary[path] = bytes.AsSpan().ToArray();
        }
        using var tmpfs = new TemporaryTree(paths, bytes);
        string[] asked = LookupRatios.Shuffled(paths, paths.Length), onTmpfs = [.. asked.Select(path => tmpfs.Root + path)];
        double[] taken = Rounds.PerOperation(asked.Length,
            () =>
            {
                foreach (string path in asked)
                {
                    fs.Posix.Open(path, OpenFlags.O_RDONLY, out FileHandle? handle);
                    handle!.Read(0, buffer, out _);
                    handle.Dispose();
                }
            },
            () => { foreach (string path in asked) dictionary[path].CopyTo(buffer, 0); },
            () =>
            {
                foreach (string path in onTmpfs)
                {
                    using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path);
                    RandomAccess.Read(handle, buffer, 0);
                }
            });
        yield return new Ratio("open, read 4 KiB, close; Dictionary and copy", taken[0], taken[1], 2.5, "ns");
        yield return new Ratio($"open, read 4 KiB, close; System.IO on {tmpfs.Kind}", taken[0], taken[2], 0.1, "ns");
    }

    internal static IEnumerable<Ratio> Sequential()
    {
        const int length = 64 << 20, block = 128 << 10;
        byte[] source = new byte[length], buffer = new byte[block];
        new Random(1).NextBytes(source);
        var fs = new UnionFileSystem();
        fs.File.WriteAllBytes("/written", source);
        using (FileSystemStream stream = fs.File.Create("/streamed"))
            for (int offset = 0; offset < length; offset += block) stream.Write(source, offset, block);
        foreach (string path in new[] { "/written", "/streamed" })
        {
            fs.Posix.Open(path, OpenFlags.O_RDONLY, out FileHandle? handle);
            double[] taken = Rounds.PerOperation(length >> 20,
                () => { for (long offset = 0; handle!.Read(offset, buffer, out int count) == FsError.None && count > 0; offset += count) { } },
                () => { for (int offset = 0; offset < length; offset += block) source.AsSpan(offset, block).CopyTo(buffer); });
            yield return new Ratio($"read 64 MiB in a row, {path[1..]}, a MiB; memcpy", taken[0], taken[1], 1 / 0.85, "ns");
            double allocated = SnapshotRatios.Allocated(() => { handle!.ReadSequence(0, length, out ReadOnlySequence<byte> bytes); return bytes; });
            yield return Ratio.Limit($"the same as a sequence without a copy, {path[1..]}, allocated a KiB", allocated / (length >> 10), 1, "B");
            handle!.Dispose();
        }
    }
}
