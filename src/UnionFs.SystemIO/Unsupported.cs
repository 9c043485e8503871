using Microsoft.Win32.SafeHandles;

namespace UnionFs.SystemIO;

/// <summary>What cannot be done because no handle of the operating system stands behind a file in memory.</summary>
internal static class Unsupported
{
    /// <summary>For a member that takes a handle.</summary>
    internal static NotSupportedException Handle(SafeFileHandle handle, string parameter)
    {
        ArgumentNullException.ThrowIfNull(handle, parameter);
        return new NotSupportedException("A file in memory has no handle of the operating system. Use the member that takes a path.");
    }

    internal static PlatformNotSupportedException Encryption() => new("File encryption is not supported on this platform.");

    /// <summary>For a member that gives a handle.</summary>
    internal static NotSupportedException OpenHandle(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new NotSupportedException($"There is no handle of the operating system for '{path}', a file in memory. Use a member that opens a stream.");
    }
}
