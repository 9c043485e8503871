using System.Runtime.InteropServices;

namespace UnionFs.Cli.Output;

/// <summary>
/// The process's standard output, unbuffered. The stream of System.Console swallows a broken pipe, and `cat` would go on reading
/// gigabytes for nobody; a FileStream keeps an offset of its own, and two tools with one redirected output would write over each other.
/// </summary>
internal sealed class StandardOutput : Stream
{
    private const int Descriptor = 1;
    private const int Eintr = 4, Eagain = 11, Epipe = 32;

    internal static Stream Open() => OperatingSystem.IsLinux() ? new StandardOutput() : Console.OpenStandardOutput();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written = write(Descriptor, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }
            int error = Marshal.GetLastPInvokeError();
            if (error == Eintr) continue;
            if (error == Epipe) throw new BrokenPipeException();
            // Somebody made the terminal non-blocking; there is nothing better to wait on from here.
            if (error == Eagain) Thread.Sleep(1);
            else throw new Failure($"standard output: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int descriptor, in byte buffer, nint count);
}
