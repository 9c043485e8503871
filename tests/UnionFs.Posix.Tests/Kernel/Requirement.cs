using Xunit.Abstractions;

namespace UnionFs.Posix.Tests.Kernel;

/// <summary>What this machine must have.</summary>
internal static class Requirement
{
    /// <summary>False, with a word about it, when the machine lacks what a test needs; not acceptable in CI.</summary>
    internal static bool Check(ITestOutputHelper output, bool granted, string need)
    {
        if (granted) return true;
        output.WriteLine($"Skipped: needs {need}.");
        Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
        return false;
    }
}
