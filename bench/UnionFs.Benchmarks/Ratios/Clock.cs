using System.Diagnostics;
using System.Runtime.InteropServices;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>Two clocks. The thread's own stands still while others have the processor, so a busy machine disturbs it less.</summary>
internal static class Clock
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Nanoseconds that this thread has computed; those of the wall where the system does not tell.</summary>
    internal static long Thread()
    {
        if (!OperatingSystem.IsLinux() || GetTime(ThreadProcessorTime, out Time time) != 0) return Wall();
        return time.Seconds * 1_000_000_000 + time.Nanoseconds;
    }

    internal static long Wall() => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Time time);

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
