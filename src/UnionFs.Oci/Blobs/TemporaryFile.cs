namespace UnionFs.Oci;

/// <summary>A file that goes with the last who uses it: a new blob that need not fit into memory.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"unionfs-{Guid.NewGuid():N}");

    internal TemporaryFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 1 << 16 };
        // What is in an image is nobody else's business.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Stream = new FileStream(_path, options);
    }

    internal FileStream Stream { get; }

    /// <summary>What was written, readable also after this is disposed.</summary>
    internal Content ToContent()
    {
        Stream.Flush();
        return FileContent.TryOpen(_path) ?? throw new FileNotFoundException($"{_path}: somebody removed it.");
    }

    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(_path);
    }
}
