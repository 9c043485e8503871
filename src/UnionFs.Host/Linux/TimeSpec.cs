using System.Runtime.InteropServices;

namespace UnionFs.Host.Linux;

/// <summary>A time as utimensat takes it on a 64-bit system.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TimeSpec(UnixTime time)
{
    internal readonly long Seconds = time.Seconds;
    internal readonly long Nanoseconds = time.Nanoseconds;
}
