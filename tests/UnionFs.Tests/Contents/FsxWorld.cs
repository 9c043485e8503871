namespace UnionFs.Tests.Contents;

/// <summary>One file system of the run: its open files, what they must be, and the snapshots that may be restored.</summary>
internal sealed class FsxWorld
{
    private static readonly string[] Paths = ["/empty", "/small", "/chunked", "/owned", "/sparse"];

    private readonly List<(Snapshot Snapshot, FsxModel[] Models)> _snapshots = [];

    private FsxWorld(UnionFileSystem fileSystem, FsxModel[] models)
    {
        FileSystem = fileSystem;
        Models = models;
        Files = [.. Paths.Select(Open)];
    }

    internal UnionFileSystem FileSystem { get; }

    internal FsxModel[] Models { get; private set; }

    internal FileHandle[] Files { get; private set; }

    internal int Snapshots => _snapshots.Count;

    /// <summary>A layer with a small, a chunked, a handed over and a lazy sparse file; the empty one is made above it.</summary>
    internal static FsxWorld Start(Random random)
    {
        var sparse = new FsxSparseContent();
        FsxModel[] models = [.. Paths.Select(path => new FsxModel(path == "/sparse"))];
        foreach ((int file, int length) in new[] { (1, 100), (2, 700_017), (3, 300_000) })
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            models[file].Write(0, bytes);
        }
        foreach (long start in models[4].Starts)
        {
            var bytes = new byte[Math.Min(FsxModel.WindowSize, sparse.Length - start)];
            sparse.Read(start, bytes);
            models[4].Write(start, bytes);
        }
        var layer = new LayerBuilder()
            .AddFile(Paths[1], Content.From(models[1].Read(0, 100)))
            .AddFile(Paths[2], Content.From(models[2].Read(0, 700_017)))
            .AddFile(Paths[3], Content.FromOwned(models[3].Read(0, 300_000)))
            .AddFile(Paths[4], sparse)
            .Build();
        var fileSystem = new UnionFileSystem(layer);
        fileSystem.File.WriteAllText(Paths[0], "");
        return new FsxWorld(fileSystem, models);
    }

    internal FsxWorld Fork() => new(FileSystem.Fork(), Clone(Models));

    internal void TakeSnapshot()
    {
        if (_snapshots.Count == 3) _snapshots.RemoveAt(0);
        _snapshots.Add((FileSystem.Snapshot(), Clone(Models)));
    }

    internal void Restore(int index)
    {
        Close();
        FileSystem.Restore(_snapshots[index].Snapshot);
        Models = Clone(_snapshots[index].Models);
        Files = [.. Paths.Select(Open)];
    }

    internal void Close() => Array.ForEach(Files, file => file.Dispose());

    /// <summary>Every byte of every window, the map of data and holes, the count of memory; of what is live and of every snapshot.</summary>
    internal void CheckWhole()
    {
        CheckWhole(FileSystem, Models);
        foreach ((Snapshot snapshot, FsxModel[] models) in _snapshots) CheckWhole(snapshot, models);
    }

    private static void CheckWhole(FileSystem fileSystem, FsxModel[] models)
    {
        for (int file = 0; file < models.Length; file++)
        {
            FsxModel model = models[file];
            Assert.Equal(FsError.None, fileSystem.Posix.ReadContent(Paths[file], out Content content));
            Assert.Equal(model.Length, content.Length);
            foreach (long start in model.Starts)
            {
                var read = new byte[FsxModel.WindowSize];
                content.Read(start, read);
                Assert.True(model.Read(start, read.Length).AsSpan().SequenceEqual(read), $"{Paths[file]} differs in the window at {start}");
            }
            if (content is ChunkedContent chunked) Assert.Equal(chunked.CountAllocatedBytes(), chunked.AllocatedBytes);
            CheckMap(model, content);
        }
    }

    private static void CheckMap(FsxModel model, Content content)
    {
        long hole = 0;
        while (hole < model.Length)
        {
            long data = content.FindData(hole) is >= 0 and var found ? found : model.Length;
            Assert.True(data >= hole && model.IsZero(hole, data), $"a hole from {hole} to {data}");
            if (data == model.Length) return;
            hole = content.FindHole(data);
            Assert.True(hole > data && hole <= model.Length, $"data from {data} to {hole}");
        }
    }

    private FileHandle Open(string path)
    {
        Assert.Equal(FsError.None, FileSystem.Posix.Open(path, OpenFlags.O_RDWR, out FileHandle? handle));
        return handle!;
    }

    private static FsxModel[] Clone(FsxModel[] models) => [.. models.Select(model => model.Clone())];

    /// <summary>A lazy source with data at its start and at 3 GiB, that knows the hole between.</summary>
    private sealed class FsxSparseContent : Content
    {
        private const long LowEnd = 200_000;

        public override long Length => FsxModel.High + 500_000;

        public override long AllocatedBytes => 0;

        protected internal override long FindData(long offset) => offset < LowEnd ? offset : Math.Max(offset, FsxModel.High);

        protected internal override long FindHole(long offset) => offset < LowEnd ? LowEnd : offset < FsxModel.High ? offset : Length;

        protected internal override void ReadExactly(long offset, Span<byte> destination)
        {
            for (int i = 0; i < destination.Length; i++)
                destination[i] = offset + i < LowEnd || offset + i >= FsxModel.High ? (byte)(1 + ((offset + i) % 251)) : (byte)0;
        }
    }
}
