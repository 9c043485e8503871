namespace UnionFs.Host;

/// <summary>Which way to the host there is.</summary>
internal static class HostPlatform
{
    /// <summary>Whether the C library is called directly. Its structures are laid out alike on 64-bit systems only.</summary>
    internal static bool IsNative => OperatingSystem.IsLinux() && Environment.Is64BitProcess;
}
