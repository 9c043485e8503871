using System.Diagnostics;
using System.IO.Compression;

namespace UnionFs.Cli.Tests;

/// <summary>A temporary directory of the host, gone at the end of the test.</summary>
internal sealed class HostFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("unionfs-cli-").FullName;

    internal string At(string name) => System.IO.Path.Combine(Path, name);

    internal HostFolder Add(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
        return this;
    }

    /// <summary>A zip in this folder.</summary>
    internal string AddZip(string name, params (string Entry, string Text)[] entries)
    {
        using ZipArchive zip = ZipFile.Open(At(name), ZipArchiveMode.Create);
        foreach ((string entry, string text) in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
            writer.Write(text);
        }
        return At(name);
    }

    /// <summary>Runs a line of sh in the folder: what System.IO cannot make, such as names that are no UTF-8.</summary>
    internal string Sh(string script)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
        return output;
    }

    /// <summary>By rm: System.IO cannot delete what it cannot name.</summary>
    public void Dispose() => Sh($"rm -rf '{Path}'");
}
