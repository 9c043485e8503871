using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Scanning;

/// <summary>
/// The bytes of a file of the host, read when asked for. The file must still be the one that was recorded: inode, size,
/// modification and change time are compared before and after every read, so bytes of another file, or of another version,
/// are an error and never an answer. Holds no descriptor between reads.
/// </summary>
internal sealed class HostFileContent : Content
{
    private readonly HostPath _directory;
    private readonly byte[] _name;
    private readonly HostFileId _id;
    private readonly UnixTime _modifyTime;
    private readonly UnixTime _changeTime;

    internal HostFileContent(HostPath directory, ReadOnlySpan<byte> name, in HostStat stat)
    {
        _directory = directory;
        _name = name.ToArray();
        _id = stat.Id;
        _modifyTime = stat.ModifyTime;
        _changeTime = stat.ChangeTime;
        Length = stat.Size;
    }

    public override long Length { get; }

    public override long AllocatedBytes => 0;

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        HostPath path = _directory.Child(_name);
        // Non-blocking: a fifo that took the place of the file must not hang the reader.
        int errno = path.OpenUntouched(OpenMode.ReadOnly | OpenMode.NonBlocking | OpenMode.NoControllingTerminal, out SafeFileHandle file);
        using (file)
        {
            if (errno is Libc.ENOENT or Libc.ENOTDIR or Libc.ELOOP) throw Changed(path, HostError.Describe(errno));
            if (errno != 0) throw HostError.ToException(errno, "read", path.ToString());
            Check(file, path);
            ReadAll(file, path, offset, destination);
            // A writer may have come between the check and the read.
            Check(file, path);
        }
    }

    private static void ReadAll(SafeFileHandle file, HostPath path, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = (int)Libc.PRead(file, destination, destination.Length, offset);
            if (count < 0 && Libc.Errno == Libc.EINTR) continue;
            if (count < 0) throw HostError.ToException(Libc.Errno, "read", path.ToString());
            if (count == 0) throw Changed(path, "it ends early");
            offset += count;
            destination = destination[count..];
        }
    }

    private void Check(SafeFileHandle file, HostPath path)
    {
        int errno = HostStat.Of(file, out HostStat now);
        if (errno != 0) throw HostError.ToException(errno, "read", path.ToString());
        if (now.Kind != NodeKind.File || now.Id != _id) throw Changed(path, "another file has its name");
        if (now.Size != Length || now.ModifyTime != _modifyTime || now.ChangeTime != _changeTime) throw Changed(path, "it was written to");
    }

    private static IOException Changed(HostPath path, string how) => new($"The file '{path}' changed since it was layered: {how}.");
}
