using System.Text;

namespace UnionFs.Cli.Sources;

/// <summary>
/// The process's arguments with bytes that are no UTF-8 kept (see <see cref="NameEncoding"/>): .NET decodes them to U+FFFD, and a
/// file with such a name could not be asked for.
/// </summary>
internal static class RawArguments
{
    internal static string[] Restore(string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || !arguments.Any(argument => argument.Contains('\uFFFD'))) return arguments;
        try
        {
            return Restore(arguments, File.ReadAllBytes("/proc/self/cmdline"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return arguments; // no /proc: what .NET gave is the best there is
        }
    }

    /// <summary>The last strings of <paramref name="commandLine"/>, as many as there are arguments; before them is whatever started us.</summary>
    internal static string[] Restore(string[] arguments, ReadOnlySpan<byte> commandLine)
    {
        if (commandLine is [.., 0]) commandLine = commandLine[..^1];
        var restored = new string[arguments.Length];
        for (int i = arguments.Length - 1; i >= 0; i--)
        {
            int start = commandLine.LastIndexOf((byte)0) + 1;
            ReadOnlySpan<byte> bytes = commandLine[start..];
            if (Encoding.UTF8.GetString(bytes) != arguments[i]) return arguments;
            restored[i] = NameEncoding.Decode(bytes);
            commandLine = commandLine[..Math.Max(0, start - 1)];
        }
        return restored;
    }
}
