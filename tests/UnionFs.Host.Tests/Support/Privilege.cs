using System.Runtime.InteropServices;
using Xunit.Abstractions;

namespace UnionFs.Host.Tests.Support;

/// <summary>Who runs the tests, and how to be someone else for a moment.</summary>
public static class Privilege
{
    public static bool IsRoot { get; } = Environment.UserName == "root";

    /// <summary>False, with a word about it, when a step needs root and this is not; not acceptable in CI.</summary>
    public static bool Check(ITestOutputHelper output, bool granted, string need)
    {
        if (granted) return true;
        output.WriteLine($"Skipped: needs {need}.");
        Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
        return false;
    }

    /// <summary>Runs on this thread with the file rights of a user who owns nothing.</summary>
    public static void AsNobody(Action action)
    {
        const uint nobody = 65534;
        _ = setfsgid(nobody);
        _ = setfsuid(nobody);
        try
        {
            action();
        }
        finally
        {
            _ = setfsuid(0);
            _ = setfsgid(0);
        }
    }

    [DllImport("libc")]
    private static extern int setfsuid(uint uid);

    [DllImport("libc")]
    private static extern int setfsgid(uint gid);
}
