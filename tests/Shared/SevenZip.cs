using System.ComponentModel;
using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace UnionFs.Tests.Shared;

/// <summary>7-Zip itself, which makes archives for tests.</summary>
internal static class SevenZip
{
    /// <summary>Packs what is in a folder. False, with a word about it, where 7-Zip is not installed: not acceptable in CI.</summary>
    internal static bool TryPack(ITestOutputHelper output, string folder, string archive, params string[] options)
    {
        var start = new ProcessStartInfo("7zz", ["a", .. options, archive, "."]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            string said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, said);
            return true;
        }
        catch (Win32Exception)
        {
            output.WriteLine("Skipped: needs 7zz (Debian: 7zip).");
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return false;
        }
    }
}
