namespace UnionFs.Benchmarks.Ratios;

/// <summary>The same files on a real file system: a tmpfs where there is one.</summary>
internal sealed class TemporaryTree : IDisposable
{
    private const string SharedMemory = "/dev/shm";

    internal TemporaryTree(IEnumerable<string> paths, ReadOnlySpan<byte> bytes)
    {
        bool isMemory = Directory.Exists(SharedMemory);
        Kind = isMemory ? "tmpfs" : "disk";
        Root = Path.Combine(isMemory ? SharedMemory : Path.GetTempPath(), $"unionfs-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Root);
        string made = "";
        foreach (string path in paths)
        {
            string directory = Path.GetDirectoryName(Root + path)!;
            if (directory != made) Directory.CreateDirectory(made = directory);
            File.WriteAllBytes(Root + path, bytes);
        }
    }

    internal string Root { get; }

    internal string Kind { get; }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
