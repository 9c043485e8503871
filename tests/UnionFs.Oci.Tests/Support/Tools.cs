using Xunit.Abstractions;

namespace UnionFs.Oci.Tests;

/// <summary>Programs of others that tests compare with.</summary>
internal static class Tools
{
    /// <summary>False, with a word about it, where a program is missing; not acceptable in CI.</summary>
    internal static bool Have(ITestOutputHelper output, params string[] programs)
    {
        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        string? missing = Array.Find(programs, program => !Array.Exists(directories, directory => File.Exists(Path.Combine(directory, program))));
        if (missing is null) return true;
        output.WriteLine($"Skipped: needs {missing}.");
        Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
        return false;
    }
}
