using System.Buffers;

namespace UnionFs;

public sealed partial class FileSystemStream
{
    /// <summary>How much of a file is looked at in one go: what is in memory is handed on as it is, a lazy source is read this much at a time.</summary>
    private const int WindowBytes = 1 << 18;

    /// <summary>Hands the file's own memory to <paramref name="destination"/>, chunk by chunk; nothing is copied on the way, whatever the buffer size.</summary>
    public override void CopyTo(Stream destination, int bufferSize)
    {
        CheckCopy(destination, bufferSize);
        while (NextWindow(out ReadOnlySequence<byte> window))
        {
            foreach (ReadOnlyMemory<byte> chunk in window)
            {
                destination.Write(chunk.Span);
                _position += chunk.Length;
            }
        }
    }

    /// <summary>As <see cref="CopyTo(Stream, int)"/>.</summary>
    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        CheckCopy(destination, bufferSize);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : CopyWindowsAsync(destination, cancellationToken);
    }

    private async Task CopyWindowsAsync(Stream destination, CancellationToken cancellationToken)
    {
        ReadOnlySequence<byte> window;
        while (_handle.IsIntercepted ? !(window = await NextWindowAsync(cancellationToken).ConfigureAwait(false)).IsEmpty : NextWindow(out window))
        {
            foreach (ReadOnlyMemory<byte> chunk in window)
            {
                await destination.WriteAsync(chunk, cancellationToken).ConfigureAwait(false);
                _position += chunk.Length;
            }
        }
    }

    private bool NextWindow(out ReadOnlySequence<byte> window)
    {
        ThrowIfStreamClosed();
        _handle.ReadSequence(_position, WindowBytes, out window).ThrowIfError(_path);
        return !window.IsEmpty;
    }

    private async ValueTask<ReadOnlySequence<byte>> NextWindowAsync(CancellationToken cancellationToken)
    {
        ThrowIfStreamClosed();
        (FsError error, ReadOnlySequence<byte> window) = await _handle.ReadSequenceAsync(_position, WindowBytes, cancellationToken).ConfigureAwait(false);
        error.ThrowIfError(_path);
        return window;
    }

    private void CheckCopy(Stream destination, int bufferSize)
    {
        ValidateCopyToArguments(destination, bufferSize);
        ThrowIfStreamClosed();
        if (!_canRead) throw new NotSupportedException("Stream does not support reading.");
    }
}
