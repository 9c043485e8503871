namespace UnionFs.Tests.Contents;

/// <summary>One file system of the run: its open files, what they must be, and the snapshots that may be restored.</summary>
internal sealed class FsxWorld
{
    private readonly List<(Snapshot Snapshot, FsxModel[] Models)> _snapshots = [];

    internal FsxWorld(UnionFileSystem fileSystem, FsxModel[] models)
    {
        FileSystem = fileSystem;
        Models = models;
        Files = [.. FsxStart.Paths.Select(Open)];
    }

    internal UnionFileSystem FileSystem { get; }

    internal FsxModel[] Models { get; private set; }

    internal FileHandle[] Files { get; private set; }

    internal int Snapshots => _snapshots.Count;

    internal FsxWorld Fork() => new(FileSystem.Fork(), FsxStart.Clone(Models));

    internal void TakeSnapshot()
    {
        if (_snapshots.Count == 3) _snapshots.RemoveAt(0);
        _snapshots.Add((FileSystem.Snapshot(), FsxStart.Clone(Models)));
    }

    internal void Restore(int index)
    {
        Close();
        FileSystem.Restore(_snapshots[index].Snapshot);
        Models = FsxStart.Clone(_snapshots[index].Models);
        Files = [.. FsxStart.Paths.Select(Open)];
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
        var read = new byte[FsxModel.WindowSize];
        for (int file = 0; file < models.Length; file++)
        {
            FsxModel model = models[file];
            Assert.Equal(FsError.None, fileSystem.Posix.ReadContent(FsxStart.Paths[file], out Content content));
            Assert.Equal(model.Length, content.Length);
            foreach (long start in model.Starts)
            {
                int count = content.Read(start, read);
                Assert.True(model.Matches(start, read.AsSpan(0, count)), $"{FsxStart.Paths[file]} differs in the window at {start}");
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
}
