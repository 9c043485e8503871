using System.Diagnostics;
using System.IO.Compression;

namespace UnionFs.Archives.Tests;

/// <summary>Second opinions: the base library's reader, Info-ZIP's and Python's writers, a package from NuGet.</summary>
public class AgreementTests
{
    [Fact]
    public void Read_EightThreads_AgreesWithZipArchive()
    {
        using var file = new TemporaryFile();
        WriteSample(file.Path);
        Dictionary<string, byte[]> expected = ReadWithBcl(file.Path);
        LayerEntry[] entries = [.. ZipLayer.Open(file.Path).Entries().Where(e => e.Kind == NodeKind.File)];
        Assert.Equal(expected.Count, entries.Length);
        using var start = new Barrier(8);
        var failures = new System.Collections.Concurrent.ConcurrentQueue<string>();
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(n => new Thread(() => ReadAll(n)))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.Empty(failures);

        void ReadAll(int n)
        {
            start.SignalAndWait();
            try
            {
                // Half of the threads go through in order, so that they meet at the same entries; the others start elsewhere.
                for (int i = 0; i < entries.Length; i++)
                {
                    LayerEntry entry = entries[(i + n / 4 * n * 17) % entries.Length];
                    byte[] right = expected[entry.Path];
                    long middle = right.Length / 2;
                    var half = new byte[right.Length - middle];
                    entry.Content.Read(middle, half);
                    if (!half.AsSpan().SequenceEqual(right.AsSpan((int)middle)) || !entry.Bytes().AsSpan().SequenceEqual(right)) failures.Enqueue(entry.Path);
                }
            }
            catch (Exception e)
            {
                failures.Enqueue(e.ToString());
            }
        }
    }

    [Fact]
    public void Open_PackageFromNuGet_AgreesWithZipArchive()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string[] found = Directory.Exists(Path.Combine(packages, "xunit.core"))
            ? [.. new[] { "xunit.core", "xunit.assert" }.SelectMany(id => Directory.GetFiles(Path.Combine(packages, id), "*.nupkg", SearchOption.AllDirectories))]
            : [];
        if (Missing(found.Length == 0, $"no xunit package under '{packages}'")) return;
        foreach (string package in found) AgreesWithBcl(package);
    }

    [Fact]
    public void Open_InfoZipArchive_HasModesLinksOwnersAndBytes()
    {
        if (OperatingSystem.IsWindows() || Missing(!Run("zip", "-v"), "Info-ZIP's zip is not installed")) return;
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(Path.Combine(directory.Path, "tree/empty"));
        string script = Path.Combine(directory.Path, "tree/run.sh");
        File.WriteAllText(script, string.Concat(Enumerable.Repeat("echo hello\n", 500)));
        File.SetUnixFileMode(script, (UnixFileMode)0x1E8);
        File.SetLastWriteTimeUtc(script, DateTime.UnixEpoch.AddSeconds(1_600_000_001));
        File.CreateSymbolicLink(Path.Combine(directory.Path, "tree/link"), "run.sh");
        File.WriteAllText(Path.Combine(directory.Path, "tree/größe"), "x");
        string zip = Path.Combine(directory.Path, "out.zip");
        Assert.True(Run("zip", $"-q -r -y {zip} tree", directory.Path));

        Layer layer = ZipLayer.Open(zip);
        Assert.Equal(["/tree", "/tree/empty", "/tree/größe", "/tree/link", "/tree/run.sh"], layer.Paths());
        Assert.Equal("out.zip", layer.Name);
        Assert.Equal("run.sh", layer.At("/tree/link").LinkTarget);
        LayerEntry run = layer.At("/tree/run.sh");
        Assert.Equal(File.ReadAllText(script), run.Text());
        Assert.Equal((0x1E8, new UnixTime(1_600_000_001)), (run.Metadata.Mode, run.Metadata.ModifyTime));
        Assert.False(layer.At("/tree/empty").IsImplied);
    }

    [Fact]
    public void Open_PythonArchive_AgreesWithZipArchive()
    {
        if (Missing(!Run("python3", "--version"), "python3 is not installed")) return;
        using var directory = new TemporaryDirectory();
        for (int i = 0; i < 20; i++) File.WriteAllText(Path.Combine(directory.Path, $"f{i}"), new string((char)('a' + i), i * 1000));
        string zip = Path.Combine(directory.Path, "out.zip");
        Assert.True(Run("python3", $"-m zipfile -c {zip} f0 f1 f2 f3 f19", directory.Path));
        AgreesWithBcl(zip);
    }

    private static void AgreesWithBcl(string file)
    {
        Dictionary<string, byte[]> expected = ReadWithBcl(file);
        Dictionary<string, byte[]> actual = ZipLayer.Open(file).Entries().Where(e => e.Kind == NodeKind.File).ToDictionary(e => e.Path, e => e.Bytes());
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach ((string path, byte[] bytes) in expected) Assert.Equal(bytes, actual[path]);
    }

    private static Dictionary<string, byte[]> ReadWithBcl(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        var all = new Dictionary<string, byte[]>();
        foreach (ZipArchiveEntry entry in archive.Entries.Where(e => !e.FullName.EndsWith('/')))
        {
            using Stream stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            all.Add("/" + entry.FullName, copy.ToArray());
        }
        return all;
    }

    private static void WriteSample(string file)
    {
        using var stream = new FileStream(file, FileMode.Create);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
        var random = new Random(1);
        for (int i = 0; i < 60; i++)
        {
            ZipArchiveEntry entry = archive.CreateEntry($"d{i % 7}/f{i}", i % 3 == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
            var bytes = new byte[random.Next(200_000)];
            random.NextBytes(bytes.AsSpan(0, bytes.Length / 2));
            using Stream to = entry.Open();
            to.Write(bytes);
        }
    }

    /// <summary>Says why a second opinion is not asked; on CI that is a failure.</summary>
    private static bool Missing(bool missing, string why)
    {
        if (!missing) return false;
        Console.WriteLine($"Skipped: {why}.");
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true" && !OperatingSystem.IsWindows(), why);
        return true;
    }

    private static bool Run(string program, string arguments, string? directory = null)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory ?? "", RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            _ = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
