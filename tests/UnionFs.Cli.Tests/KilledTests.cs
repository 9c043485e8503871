using System.Globalization;
using System.Security.Cryptography;
using Xunit.Abstractions;

namespace UnionFs.Cli.Tests;

/// <summary>Killed at any moment, the tool has left the old state or the new one, and the next run succeeds and cleans up.</summary>
public sealed class KilledTests : IDisposable
{
    private const int Files = 600;
    private const string Unfinished = ".unionfs-*";

    private readonly HostFolder _folder = new();
    private readonly ITestOutputHelper _output;

    public KilledTests(ITestOutputHelper output)
    {
        _output = output;
        Fill("low", 'o', Files / 3);
        Fill("new", 'n', Files);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Export_ToAMissingOrEmptyDirectory_IsThereWholeOrNotAtAll(bool isThere)
    {
        Directory.CreateDirectory(_folder.At("parent"));
        if (isThere) Directory.CreateDirectory(_folder.At("parent/out"));
        string expected = Describe("new");
        Killing killing = new(_output, _folder.Path, ["export", "-l", "new", "parent/out"]);
        killing.Run(() => Any("parent"), () => Any("parent"), () => OldOrNew("parent/out", expected, isThere));
        Assert.Equal(expected, Describe("parent/out"));
        Assert.Equal(["out"], Names("parent"));
    }

    [Fact]
    public void Export_AsOverlay_IsThereWholeOrNotAtAll()
    {
        Directory.CreateDirectory(_folder.At("parent"));
        _folder.Add("gone/d0/gone", "x");
        string[] arguments = ["shell", "-l", "gone", "-l", "low", "-l", "new", "-c", "rm /d0/gone; mkdir /d0/gone; export --diff --as overlay --base 1 --userxattr parent/out"];
        Killing killing = new(_output, _folder.Path, arguments);
        killing.Complete();
        // Times are those of the session's own changes, another one each time.
        string Marks() => Describe("parent/out", "%p %y %m %s") + _folder.Sh("getfattr -R -d -m user.overlay parent/out");
        string expected = Marks();
        Assert.Contains("opaque", expected, StringComparison.Ordinal);
        Directory.Delete(_folder.At("parent/out"), recursive: true);
        killing.Run(() => Any("parent"), () => Any("parent"), () =>
        {
            if (!Directory.Exists(_folder.At("parent/out"))) return;
            Assert.Equal(expected, Marks());
            Directory.Delete(_folder.At("parent/out"), recursive: true);
        });
        Assert.Equal(["out"], Names("parent"));
    }

    [Fact]
    public void Export_Overwriting_EachFileIsOldOrNew()
    {
        string[] allowed = ["o", "n"];
        Killing killing = new(_output, _folder.Path, ["export", "--overwrite", "-l", "new", "out"]);
        Fill("out", 'o', Files / 3);
        killing.Run(() => File.ReadAllText(_folder.At("out/d0/f0"))[0] == 'n', () => Texts().Contains("n") && Texts().Contains("o"), () =>
        {
            Assert.All(Texts(), text => Assert.Contains(text, allowed));
            foreach (string path in Directory.GetFiles(_folder.At("out"), "f*", SearchOption.AllDirectories)) File.Delete(path);
            Fill("out", 'o', Files / 3);
        });
        Assert.Equal(Describe("new"), Describe("out"));
        Assert.Empty(Directory.EnumerateFiles(_folder.At("out"), Unfinished, SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("docker-archive:parent/a.tar:me/it:1")]
    [InlineData("oci-archive:parent/a.tar:v1")]
    public void Copy_ToAnArchive_IsTheOldFileOrTheNewOne(string target)
    {
        MakeImage();
        Directory.CreateDirectory(_folder.At("parent"));
        Killing killing = new(_output, _folder.Path, ["copy", "oci:image:big", target]);
        killing.Complete();
        byte[] expected = File.ReadAllBytes(_folder.At("parent/a.tar")), old = [1, 2, 3];
        File.WriteAllBytes(_folder.At("parent/a.tar"), old);
        killing.Run(() => Any("parent"), () => Any("parent"), () =>
        {
            byte[] there = File.ReadAllBytes(_folder.At("parent/a.tar"));
            Assert.True(there.AsSpan().SequenceEqual(expected) || there.AsSpan().SequenceEqual(old));
            File.WriteAllBytes(_folder.At("parent/a.tar"), old);
        });
        Assert.Equal(expected, File.ReadAllBytes(_folder.At("parent/a.tar")));
        Assert.Equal(["a.tar"], Names("parent"));
    }

    [Fact]
    public void Commit_ToALayout_NamesTheOldImageOrTheNewOneAndEachIsWhole()
    {
        MakeImage();
        Assert.Equal(0, ToolRun.Of("copy", $"oci:{_folder.At("image")}:small", $"oci:{_folder.At("out")}:v1").ExitCode);
        string old = File.ReadAllText(_folder.At("out/index.json"));
        string[] blobs = Blobs();
        Killing killing = new(_output, _folder.Path, ["shell", "-l", "oci:image:big", "--commit", "oci:out:v1", "-c", "cp -r /base /copy; rm -r /base2"]);
        killing.Run(() => Blobs().Except(blobs).Any(), () => Blobs().Except(blobs).Any() && File.ReadAllText(_folder.At("out/index.json")) == old, () =>
        {
            CheckCommitted(old);
            File.WriteAllText(_folder.At("out/index.json"), old);
            // What was abandoned stays, for the next run.
            foreach (string blob in Blobs().Except(blobs).Where(path => Path.GetFileName(path)[0] != '.')) File.Delete(blob);
            blobs = Blobs();
        });
        CheckCommitted(old: "");
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.At("out"), "*", SearchOption.AllDirectories), path => Path.GetFileName(path).StartsWith('.'));
    }

    [Fact]
    public void Export_ToAMountPoint_IsWrittenInPlace()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            _output.WriteLine("Skipped: needs root on Linux, to mount.");
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return;
        }
        string tool = $"dotnet '{typeof(CommandLine).Assembly.Location}'";
        Assert.Equal("d0\nd1\nd2\nd3\nd4\nd5\nd6\nd7\nd8\nd9\n", _folder.Sh($"mkdir out; unshare -m sh -ec 'mount -t tmpfs tmpfs out; {tool} export -l low out; ls -A out'"));
        Assert.Equal(["low", "new", "out"], Names("."));
    }

    private void CheckCommitted(string old)
    {
        foreach (string path in Blobs().Where(path => Path.GetFileName(path)[0] != '.'))
            Assert.Equal(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        ToolRun run = ToolRun.Of("ls", "-l", $"oci:{_folder.At("out")}:v1", "/");
        Assert.Equal("", run.Error);
        Assert.Equal(File.ReadAllText(_folder.At("out/index.json")) == old ? ["base", "base2"] : ["base", "blob", "copy"], run.Lines);
    }

    /// <summary>Files of one letter, so that half of one and half of another would show.</summary>
    private void Fill(string directory, char letter, int files)
    {
        for (int i = 0; i < files; i++)
            _folder.Add(string.Create(CultureInfo.InvariantCulture, $"{directory}/d{i % 10}/f{i / 10}"), new string(letter, 20_000));
    }

    /// <summary>An image with a layer that takes its time to write.</summary>
    private void MakeImage()
    {
        const int bytes = 48 << 20;
        ImageFile.Write(_folder.At("base.tar"), "base:v1", "RUN base", ("base/", ""), ("base/f", "text"), ("base2/", ""));
        Directory.CreateDirectory(_folder.At("big"));
        File.WriteAllBytes(_folder.At("big/blob"), RandomNumberGenerator.GetBytes(bytes));
        string image = "oci:" + _folder.At("image"), source = "docker-archive:" + _folder.At("base.tar");
        Assert.Equal(0, ToolRun.Of("copy", source, image + ":small").ExitCode);
        Assert.Equal(0, ToolRun.Of("shell", "-l", source, "-l", _folder.At("big"), "--commit", image + ":big", "-c", "cd /").ExitCode);
    }

    private void OldOrNew(string directory, string expected, bool isThere)
    {
        string path = _folder.At(directory);
        Assert.True(Directory.Exists(path) || !isThere);
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any()) return;
        Assert.Equal(expected, Describe(directory));
        Directory.Delete(path, recursive: true);
        if (isThere) Directory.CreateDirectory(path);
    }

    private bool Any(string parent) => Directory.EnumerateFileSystemEntries(_folder.At(parent), Unfinished).Any();

    private string[] Blobs() => Directory.GetFiles(_folder.At("out/blobs/sha256"));

    private string[] Names(string directory) => [.. Directory.EnumerateFileSystemEntries(_folder.At(directory)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Each file of the destination as its letters, each once.</summary>
    private IEnumerable<string> Texts() => Directory.EnumerateFiles(_folder.At("out"), "f*", SearchOption.AllDirectories)
        .Select(path => File.ReadAllText(path)).Select(text => text.Length == 20_000 ? string.Concat(text.Distinct()) : $"{text.Length} characters");

    /// <summary>Names, kinds, modes, sizes, times to the nanosecond and the digest of all bytes.</summary>
    private string Describe(string directory, string format = "%p %y %m %s %T@") =>
        _folder.Sh($"cd {directory} && find . -printf '{format}\\n' | sort && find . -type f -print0 | sort -z | xargs -0 cat | sha256sum");
}
