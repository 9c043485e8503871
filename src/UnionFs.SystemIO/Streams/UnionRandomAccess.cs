using System.IO.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace UnionFs.SystemIO.Streams;

/// <summary>RandomAccess works on handles of the operating system alone, and there are none.</summary>
internal sealed class UnionRandomAccess(UnionFileSystemIO system) : Entity(system), IRandomAccess
{
    public void FlushToDisk(SafeFileHandle handle) => throw Unsupported.Handle(handle, nameof(handle));

    public long GetLength(SafeFileHandle handle) => throw Unsupported.Handle(handle, nameof(handle));

    public int Read(SafeFileHandle handle, Span<byte> buffer, long fileOffset) => throw Unsupported.Handle(handle, nameof(handle));

    public long Read(SafeFileHandle handle, IReadOnlyList<Memory<byte>> buffers, long fileOffset) => throw Unsupported.Handle(handle, nameof(handle));

    public ValueTask<int> ReadAsync(SafeFileHandle handle, Memory<byte> buffer, long fileOffset, CancellationToken cancellationToken = default) =>
        throw Unsupported.Handle(handle, nameof(handle));

    public ValueTask<long> ReadAsync(SafeFileHandle handle, IReadOnlyList<Memory<byte>> buffers, long fileOffset, CancellationToken cancellationToken = default) =>
        throw Unsupported.Handle(handle, nameof(handle));

    public void SetLength(SafeFileHandle handle, long length) => throw Unsupported.Handle(handle, nameof(handle));

    public void Write(SafeFileHandle handle, ReadOnlySpan<byte> buffer, long fileOffset) => throw Unsupported.Handle(handle, nameof(handle));

    public void Write(SafeFileHandle handle, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long fileOffset) => throw Unsupported.Handle(handle, nameof(handle));

    public ValueTask WriteAsync(SafeFileHandle handle, ReadOnlyMemory<byte> buffer, long fileOffset, CancellationToken cancellationToken = default) =>
        throw Unsupported.Handle(handle, nameof(handle));

    public ValueTask WriteAsync(SafeFileHandle handle, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long fileOffset, CancellationToken cancellationToken = default) =>
        throw Unsupported.Handle(handle, nameof(handle));
}
