namespace UnionFs.Tests.Contents;

/// <summary>What every file system of a run starts with: a layer with a small, a chunked, a handed over and a lazy sparse file. The empty one is made above it.</summary>
internal sealed class FsxStart
{
    internal static readonly string[] Paths = ["/empty", "/small", "/chunked", "/owned", "/sparse"];

    private readonly FsxModel[] _models = [.. Paths.Select(path => new FsxModel(path == "/sparse"))];
    private readonly Layer _layer;

    internal FsxStart(Random random)
    {
        foreach ((int file, long start, int length) in new[] { (1, 0L, 100), (2, 0, 700_017), (3, 0, 1_000_000), (4, 0, 900_000), (4, FsxModel.High, 1_000_000) })
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            _models[file].Write(start, bytes);
        }
        _layer = new LayerBuilder()
            .AddFile(Paths[1], Content.From(_models[1].Read(0, 100)))
            .AddFile(Paths[2], Content.From(_models[2].Read(0, 700_017)))
            .AddFile(Paths[3], Content.FromOwned(_models[3].Read(0, 1_000_000)))
            .AddFile(Paths[4], new FsxSparseContent(_models[4]))
            .Build();
    }

    internal FsxWorld Open()
    {
        var fileSystem = new UnionFileSystem(_layer);
        fileSystem.File.WriteAllText(Paths[0], "");
        return new FsxWorld(fileSystem, Clone(_models));
    }

    internal static FsxModel[] Clone(FsxModel[] models) => [.. models.Select(model => model.Clone())];

    /// <summary>A lazy source with data at its start and at 3 GiB, that knows the hole between.</summary>
    private sealed class FsxSparseContent(FsxModel model) : Content
    {
        private const long LowEnd = 900_000;

        public override long Length => model.Length;

        public override long AllocatedBytes => 0;

        protected internal override long FindData(long offset) => offset < LowEnd ? offset : Math.Max(offset, FsxModel.High);

        protected internal override long FindHole(long offset) => offset < LowEnd ? LowEnd : offset < FsxModel.High ? offset : Length;

        protected internal override void ReadExactly(long offset, Span<byte> destination) => model.Read(offset, destination);
    }
}
