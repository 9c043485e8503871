using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace UnionFs.Archives;

/// <summary>
/// A file of the host as memory: what is read of it is the system's own pages, without a copy. The map goes when the last content or memory
/// that refers to it is collected; a span alone does not keep it.
/// </summary>
/// <remarks>Whoever makes the file shorter takes pages away, and reading those ends the process: no exception can be made of it. So only where a caller asks.</remarks>
internal sealed unsafe class MappedFileContent : Content
{
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly byte* _start;

    private MappedFileContent(SafeMemoryMappedViewHandle view, byte* start, long length)
    {
        _view = view;
        _start = start;
        Length = length;
    }

    public override long Length { get; }

    public override long AllocatedBytes => 0;

    /// <param name="file">A path on the host, of a file that is not empty.</param>
    /// <exception cref="NotSupportedException">A pipe or a device: it has no length to map.</exception>
    internal static MappedFileContent Open(string file)
    {
        using SafeFileHandle handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        long length = RandomAccess.GetLength(handle);
        using var map = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        // The handle of the view is what unmaps, when it is collected; the accessor around it would do nothing then.
        MemoryMappedViewAccessor accessor = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        SafeMemoryMappedViewHandle view = accessor.SafeMemoryMappedViewHandle;
        byte* start = null;
        view.AcquirePointer(ref start);
        view.ReleasePointer();
        return new MappedFileContent(view, start + accessor.PointerOffset, length);
    }

    /// <summary>A range of the file, which lies within it; not more than 2 GiB of it are one piece.</summary>
    internal ReadOnlyMemory<byte> Memory(long offset, long count) => new MappedMemory(_view, _start + offset, (int)Math.Min(count, int.MaxValue)).Memory;

    /// <summary>Unmaps at once: for an archive that turned out to be none, of which nobody has memory.</summary>
    internal void Close() => _view.Dispose();

    protected override ReadOnlyMemory<byte> MemoryAt(long offset) => Memory(offset, Length - offset);

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        new ReadOnlySpan<byte>(_start + offset, destination.Length).CopyTo(destination);
        GC.KeepAlive(this);
    }

    /// <summary>Memory that keeps the map.</summary>
    private sealed class MappedMemory(SafeMemoryMappedViewHandle view, byte* start, int length) : MemoryManager<byte>
    {
        // Referred to, so that it is not collected.
        private readonly SafeMemoryMappedViewHandle _view = view;

        public override Span<byte> GetSpan() => new(start, length);

        public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex, default, this);

        /// <summary>Nothing: the system's pages do not move.</summary>
        public override void Unpin() => GC.KeepAlive(_view);

        protected override void Dispose(bool disposing) { }
    }
}
