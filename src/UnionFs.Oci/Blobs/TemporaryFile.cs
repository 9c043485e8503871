using Microsoft.Win32.SafeHandles;

namespace UnionFs.Oci;

/// <summary>A file without a name, where the system has such: a new blob that need not fit into memory, and of which a killed process leaves nothing.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private bool _isContent;

    internal TemporaryFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"unionfs-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.DeleteOnClose, BufferSize = 1 << 16,
        };
        // What is in an image is nobody else's business.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Stream = new FileStream(path, options);
        _handle = Stream.SafeFileHandle;
        if (!OperatingSystem.IsWindows()) File.Delete(path);
    }

    internal FileStream Stream { get; }

    /// <summary>What was written, readable also after this is disposed. Nothing may be written after.</summary>
    internal Content ToContent()
    {
        Stream.Flush();
        _isContent = true;
        return FileContent.Own(_handle);
    }

    public void Dispose()
    {
        if (!_isContent) Stream.Dispose();
    }
}
