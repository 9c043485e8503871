using Microsoft.Win32.SafeHandles;

namespace UnionFs.Archives;

/// <summary>
/// A file of the host as content: positioned reads on one handle, so any number of threads read at once without a lock.
/// The handle closes when the last content that uses it is collected.
/// </summary>
internal sealed class HostFileContent : Content
{
    private readonly SafeFileHandle _handle;

    private HostFileContent(SafeFileHandle handle, long length)
    {
        _handle = handle;
        Length = length;
    }

    public override long Length { get; }

    public override long AllocatedBytes => 0;

    /// <exception cref="NotSupportedException">A pipe or a device: it has no positions to read at.</exception>
    internal static HostFileContent Open(string file)
    {
        SafeFileHandle handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
        try
        {
            return new HostFileContent(handle, RandomAccess.GetLength(handle));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>A file that is open already, and is this content's from now on.</summary>
    internal static HostFileContent Own(SafeFileHandle handle, long length) => new(handle, length);

    /// <summary>Closes the file at once: for an archive that turned out to be none.</summary>
    internal void Close() => _handle.Dispose();

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
