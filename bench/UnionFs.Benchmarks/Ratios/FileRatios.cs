using System.Buffers;
using System.IO.Abstractions.TestingHelpers;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>Many small files: made and written, opened and read. Nanoseconds a file.</summary>
internal static class FileRatios
{
    internal static IEnumerable<Ratio> Create()
    {
        (double ours, double dictionary) = Create(Rounds.Many, 100_000);
        yield return Ratio.Limit("make and write 1 KiB, 100,000 files", ours, 1000, "ns");
        yield return new Ratio("make and write 1 KiB, 100,000 files; Dictionary (for information)", ours, dictionary, double.PositiveInfinity, "ns");
    }

    internal static IEnumerable<Ratio> Read()
    {
        (double ours, double dictionary, double host, string kind) = Read(Rounds.Many, 10_000);
        yield return new Ratio("open, read 4 KiB, close; Dictionary and copy", ours, dictionary, 2.5, "ns");
        yield return new Ratio($"open, read 4 KiB, close; System.IO on {kind}", ours, host, 0.1, "ns");
    }

    internal static IEnumerable<Ratio> Sequential()
    {
        foreach ((string how, double ours, double memcpy, double allocated) in Sequential(Rounds.Many, 64))
        {
            yield return new Ratio($"read 64 MiB in a row, {how}, a MiB; memcpy", ours, memcpy, 1 / 0.85, "ns");
            yield return Ratio.Limit($"the same as a sequence without a copy, {how}, allocated a KiB", allocated, 1, "B");
        }
    }

    internal static (double Ours, double Dictionary) Create(Rounds rounds, int files)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        byte[] bytes = new byte[1024];
        double[] taken = rounds.PerOperationByWall(files,
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
        return (taken[0], taken[1]);
    }

    internal static (double Mock, double Host, string Kind) CreateByPeers(Rounds rounds, int files)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
        byte[] bytes = new byte[1024];
        double mock = rounds.OfPrepared(() => new MockFileSystem(), fs =>
        {
            string made = "";
            foreach (string path in paths)
            {
                string directory = path[..path.LastIndexOf('/')];
                if (directory != made) fs.Directory.CreateDirectory(made = directory);
                fs.File.WriteAllBytes(path, bytes);
            }
        });
        TemporaryTree? tree = null;
        double host = rounds.OfPrepared(() => { tree?.Dispose(); return paths; }, each => tree = new TemporaryTree(each, bytes));
        string kind = tree!.Kind;
        tree.Dispose();
        return (mock / files, host / files, kind);
    }

    internal static (double Ours, double Dictionary, double Host, string Kind) Read(Rounds rounds, int files)
    {
        string[] paths = [.. SampleTrees.DeepPaths(files)];
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
        string[] asked = LookupRatios.Shuffled(paths, Math.Max(paths.Length, 10_000)), onTmpfs = [.. asked.Select(path => tmpfs.Root + path)];
        double[] taken = rounds.PerOperation(asked.Length,
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
        return (taken[0], taken[1], taken[2], tmpfs.Kind);
    }

    /// <summary>A file written at once and one that was streamed: nanoseconds a MiB, and bytes allocated a KiB of the sequence.</summary>
    internal static IEnumerable<(string How, double Ours, double Memcpy, double Allocated)> Sequential(Rounds rounds, int mebibytes)
    {
        const int block = 128 << 10;
        int length = mebibytes << 20;
        byte[] source = new byte[length], buffer = new byte[block];
        new Random(1).NextBytes(source);
        var fs = new UnionFileSystem();
        fs.File.WriteAllBytes("/written", source);
        using (FileSystemStream stream = fs.File.Create("/streamed"))
            for (int offset = 0; offset < length; offset += block) stream.Write(source, offset, block);
        foreach (string how in new[] { "written", "streamed" })
        {
            fs.Posix.Open("/" + how, OpenFlags.O_RDONLY, out FileHandle? handle);
            double[] taken = rounds.PerOperation(mebibytes,
                () => { for (long offset = 0; handle!.Read(offset, buffer, out int count) == FsError.None && count > 0; offset += count) { } },
                () => { for (int offset = 0; offset < length; offset += block) source.AsSpan(offset, block).CopyTo(buffer); });
            double allocated = SnapshotRatios.Allocated(() => { handle!.ReadSequence(0, length, out ReadOnlySequence<byte> bytes); return bytes; });
            handle!.Dispose();
            yield return (how, taken[0], taken[1], allocated / (length >> 10));
        }
    }
}
