namespace UnionFs.Posix.Tests.Faces;

internal sealed partial class UnionFace
{
    public FsError ReadNext(int slot, int count, out byte[] bytes)
    {
        var buffer = new byte[count];
        FsError error = Handle(slot).Read(buffer, out int got);
        bytes = buffer[..got];
        return error;
    }

    public FsError WriteNext(int slot, byte[] bytes) => Handle(slot).Write(bytes);

    public FsError Seek(int slot, long offset, Whence whence, out long position) => whence switch
    {
        Whence.SEEK_DATA => Handle(slot).SeekData(offset, out position),
        Whence.SEEK_HOLE => Handle(slot).SeekHole(offset, out position),
        _ => Handle(slot).Seek(offset, (SeekOrigin)whence, out position),
    };

    public FsError Allocate(int slot, AllocateFlags flags, long offset, long length) => Handle(slot).Allocate(flags, offset, length);

    public FsError CopyRange(int source, long sourceOffset, int target, long offset, long length, out long copied) =>
        Handle(target).CopyRange(Handle(source), sourceOffset, offset, length, out copied);

    public byte[] Peek(int slot, long offset, int count) =>
        Root.ReadContent(Handle(slot).Itself, out Content content) == FsError.None ? Read(content, offset, count) : [];
}
