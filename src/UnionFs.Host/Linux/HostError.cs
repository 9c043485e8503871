using System.Runtime.InteropServices;

namespace UnionFs.Host.Linux;

/// <summary>The one place where an errno of the host becomes an exception. The message says what was tried and names the path.</summary>
internal static class HostError
{
    /// <param name="errno">What the call gave.</param>
    /// <param name="action">What was tried, such as "open".</param>
    /// <param name="path">The path on the host.</param>
    internal static Exception ToException(int errno, string action, string path)
    {
        string message = $"Cannot {action} '{path}': {Describe(errno)}.";
        return errno is Libc.EACCES or Libc.EPERM
            ? new UnauthorizedAccessException(message, new IOException(Describe(errno), errno))
            : new IOException(message, errno);
    }

    /// <summary>The text of the C library.</summary>
    internal static string Describe(int errno) => Marshal.GetPInvokeErrorMessage(errno);
}
