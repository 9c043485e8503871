using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>Writes contents to new files of the host. Pages of zeros are not written: they stay holes.</summary>
internal sealed class SparseCopy
{
    private const int BufferSize = 1 << 18;
    private const int PageSize = 1 << 12;

    private readonly byte[] _buffer = new byte[BufferSize];

    /// <summary>Fills an empty file.</summary>
    /// <param name="content">What is read.</param>
    /// <param name="file">What is written.</param>
    /// <param name="sourcePath">For errors of the content.</param>
    /// <param name="shown">For errors of the file.</param>
    /// <param name="ct">Asked between buffers.</param>
    internal void Write(Content content, SafeFileHandle file, string sourcePath, string shown, CancellationToken ct)
    {
        long end = 0;
        for (long offset = 0; offset < content.Length; offset += BufferSize)
        {
            ct.ThrowIfCancellationRequested();
            int count = (int)Math.Min(BufferSize, content.Length - offset);
            Read(content, offset, _buffer.AsSpan(0, count), sourcePath);
            if (WritePages(file, offset, _buffer.AsSpan(0, count), shown) is > 0 and int written) end = offset + written;
        }
        if (end < content.Length && Libc.FTruncate(file, content.Length) != 0) throw HostError.ToException(Libc.Errno, "write", shown);
    }

    private static void Read(Content content, long offset, Span<byte> destination, string sourcePath)
    {
        int count;
        try
        {
            count = content.Read(offset, destination);
        }
        catch (IOException error)
        {
            throw new IOException($"Cannot read '{sourcePath}': {error.Message}", error);
        }
        if (count != destination.Length) throw new IOException($"Cannot read '{sourcePath}': its content ends early.");
    }

    /// <summary>Writes the runs of pages that are not all zeros, and returns where the last one ends.</summary>
    private static int WritePages(SafeFileHandle file, long offset, ReadOnlySpan<byte> bytes, string shown)
    {
        int end = 0, position = 0;
        while (position < bytes.Length)
        {
            int start = position;
            while (position < bytes.Length && !IsHole(bytes, position)) position += PageSize;
            position = Math.Min(position, bytes.Length);
            if (position > start) WriteAll(file, offset + start, bytes[start..(end = position)], shown);
            while (position < bytes.Length && IsHole(bytes, position)) position += PageSize;
        }
        return end;
    }

    private static bool IsHole(ReadOnlySpan<byte> bytes, int position) =>
        !bytes.Slice(position, Math.Min(PageSize, bytes.Length - position)).ContainsAnyExcept((byte)0);

    private static void WriteAll(SafeFileHandle file, long offset, ReadOnlySpan<byte> bytes, string shown)
    {
        while (!bytes.IsEmpty)
        {
            int count = (int)Libc.PWrite(file, bytes, bytes.Length, offset);
            if (count < 0 && Libc.Errno == Libc.EINTR) continue;
            if (count < 0) throw HostError.ToException(Libc.Errno, "write", shown);
            offset += count;
            bytes = bytes[count..];
        }
    }
}
