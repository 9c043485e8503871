using System.Globalization;
using System.Runtime.InteropServices;

namespace UnionFs.Benchmarks.Growth;

/// <summary>What the figures were measured on, and when.</summary>
internal static class Machine
{
    internal static string Describe() => string.Create(CultureInfo.InvariantCulture, $"""
        | | |
        | --- | --- |
        | processor | {Field("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores |
        | memory | {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30):0.#} GiB |
        | system | {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, kernel {Environment.OSVersion.Version} |
        | .NET | {RuntimeInformation.FrameworkDescription} |
        | date | {DateTime.UtcNow:yyyy-MM-dd} |
        """);

    private static string Field(string path, string name)
    {
        string? line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(each => each.StartsWith(name, StringComparison.Ordinal)) : null;
        return line is null ? "unknown" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
