using Microsoft.Win32.SafeHandles;

namespace UnionFs.Host.Portable;

/// <summary>
/// The bytes of a file, read when asked for with System.IO. It must still have the size and the time that were recorded;
/// that it is the same file is more than System.IO can tell.
/// </summary>
internal sealed class PortableFileContent : Content
{
    private readonly string _path;
    private readonly DateTime _writeTime;

    internal PortableFileContent(FileInfo file)
    {
        _path = file.FullName;
        _writeTime = file.LastWriteTimeUtc;
        Length = file.Length;
    }

    public override long Length { get; }

    public override long AllocatedBytes => 0;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        if (new FileInfo(_path).LinkTarget is not null) throw Changed("another file has its name");
        using SafeFileHandle file = Open();
        Check(file);
        while (!destination.IsEmpty)
        {
            int count = RandomAccess.Read(file, destination, offset);
            if (count == 0) throw Changed("it ends early");
            offset += count;
            destination = destination[count..];
        }
        Check(file);
    }

    private SafeFileHandle Open()
    {
        try
        {
            return File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Changed("it is gone");
        }
    }

    private void Check(SafeFileHandle file)
    {
        if (RandomAccess.GetLength(file) != Length || File.GetLastWriteTimeUtc(file) != _writeTime) throw Changed("it was written to");
    }

    private IOException Changed(string how) => new($"The file '{_path}' changed since it was layered: {how}.");
}
