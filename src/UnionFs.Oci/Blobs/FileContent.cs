using Microsoft.Win32.SafeHandles;

namespace UnionFs.Oci;

/// <summary>
/// A file of the host as content: positioned reads on one handle, from any number of threads. The handle closes when the last content that
/// uses it is collected; the file may be unlinked before that.
/// </summary>
internal sealed class FileContent : Content
{
    private readonly SafeFileHandle _handle;

    private FileContent(SafeFileHandle handle) => (_handle, Length) = (handle, RandomAccess.GetLength(handle));

    public override long Length { get; }

    public override long AllocatedBytes => 0;

    /// <summary>The bytes of an open file, which is the content's from now on.</summary>
    internal static Content Own(SafeFileHandle handle) => new FileContent(handle);

    /// <summary>The bytes of a file, or null if there is none.</summary>
    internal static Content? TryOpen(string path)
    {
        try
        {
            if (File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target) path = target.FullName;
            if (!File.Exists(path)) return null;
            // Opening a fifo would wait for its writer; what has no length need not be opened.
            if (new FileInfo(path).Length == 0) return Empty;
            return new FileContent(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>All bytes of a small file, or null if there is none.</summary>
    /// <exception cref="OciException">It is larger.</exception>
    internal static byte[]? TryReadAll(string path, int maxBytes)
    {
        if (TryOpen(path) is not { } content) return null;
        if (content.Length > maxBytes) throw new OciException(path, $"{content.Length} bytes, the limit is {maxBytes}");
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return bytes;
    }

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = RandomAccess.Read(_handle, destination, offset);
            if (count == 0) throw new EndOfStreamException("The file has become shorter since it was opened.");
            offset += count;
            destination = destination[count..];
        }
    }
}
