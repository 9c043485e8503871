using System.Diagnostics;
using UnionFs.Host;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>GNU tar as a second opinion, in both directions, on real trees.</summary>
public class GnuTarTests
{
    /// <summary>A real tree that is on every machine that runs these tests: a version of the shared framework.</summary>
    private static string RealTree() => Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), ".."));

    [Theory]
    [InlineData("posix", "")]
    [InlineData("gnu", "-z")]
    public void RealTree_OfTar_IsTheHostDirectory(string format, string compression)
    {
        using var directory = new TemporaryDirectory();
        string tar = Path.Combine(directory.Path, "tree.tar");
        string tree = RealTree();
        Tar(["--format=" + format, .. compression.Length > 0 ? new[] { compression } : [], "-cf", tar, "-C", tree, "."]);
        TarLayer layer = TarLayer.Open(tar);
        Assert.Empty(layer.Warnings);
        AssertSame(HostDirectory.Open(tree), layer.ToLayer(), nanoseconds: format == "posix");
    }

    [Fact]
    public void OddTree_OfTar_IsTheHostDirectory()
    {
        using var directory = new OddDirectory();
        string tree = Path.Combine(directory.Path, "tree"), tar = Path.Combine(directory.Path, "tree.tar");
        Directory.CreateDirectory(tree);
        Sh(tree, OddTree);
        foreach (string format in new[] { "posix", "gnu" })
        {
            Tar("--format=" + format, "--sparse", "-cf", tar, "-C", tree, ".");
            TarLayer layer = TarLayer.Open(tar);
            AssertSame(HostDirectory.Open(tree), layer.ToLayer(), nanoseconds: format == "posix");
            // Sparse in the archive is sparse here.
            LayerEntry sparse = layer.ToLayer().At("/sparse");
            Assert.Equal(64 << 20, sparse.Content.Length);
            Assert.InRange(new FileInfo(tar).Length, 0, 4 << 20);
        }
        foreach (string version in new[] { "0.0", "0.1", "1.0" })
        {
            Tar("--format=posix", "--sparse", "--sparse-version=" + version, "-cf", tar, "-C", tree, ".");
            AssertSame(HostDirectory.Open(tree), TarLayer.Open(tar).ToLayer(), nanoseconds: true);
        }
    }

    [Fact]
    public void OddTree_WrittenHere_IsUnpackedByTar_AsItWas()
    {
        using var directory = new OddDirectory();
        string tree = Path.Combine(directory.Path, "tree"), copy = Path.Combine(directory.Path, "copy"), tar = Path.Combine(directory.Path, "tree.tar");
        Directory.CreateDirectory(tree);
        Directory.CreateDirectory(copy);
        Sh(tree, OddTree);
        Layer layer = HostDirectory.Open(tree);
        using (FileStream file = File.Create(tar)) LayerTar.Write(layer, LayerStack.Empty, file);
        Tar("--warning=no-unknown-keyword", "-xpf", tar, "-C", copy);
        AssertSame(layer, HostDirectory.Open(copy), nanoseconds: true);
    }

    /// <summary>Goes by rm: System.IO cannot delete what it cannot name.</summary>
    private sealed class OddDirectory : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("unionfs-tar-").FullName;

        public void Dispose() => Run("rm", ["-rf", Path], null);
    }

    private const string OddTree = """
        mkdir -p d/e "sp ace"; printf hello > d/f; ln d/f d/e/hard; ln -s ../d/f d/link; ln -s "$(printf 'x%.0s' $(seq 1 200))" longlink
        printf odd > "$(printf 'latin1-\351\377')"; printf nl > "$(printf 'line\nfeed')"; mkfifo p; chmod 4755 d/f; chmod 1777 d/e; chmod 0 "sp ace"
        long=$(printf 'n%.0s' $(seq 1 120)); mkdir -p "$long/$long/$long"; printf deep > "$long/$long/$long/$long"
        touch -d '1969-12-31 23:59:58.25 UTC' old; touch -d '2001-02-03 04:05:06.123456789 UTC' d/f d/e
        truncate -s 64M sparse; printf A | dd of=sparse bs=1 seek=1048576 conv=notrunc status=none; printf Z | dd of=sparse bs=1 seek=67108863 conv=notrunc status=none
        """;

    private static void AssertSame(Layer expected, Layer read, bool nanoseconds)
    {
        string[] Lines(Layer layer)
        {
            var stack = LayerStack.Empty.Push(layer);
            return [.. stack.Describe().Select(line => nanoseconds ? line : System.Text.RegularExpressions.Regex.Replace(line, @"(?<= -?\d+)\.\d{9} ", " "))];
        }
        Assert.Equal(Lines(expected), Lines(read));
    }

    private static void Tar(params string[] arguments) => Run("tar", arguments, null);

    private static void Sh(string directory, string script) => Run("/bin/sh", ["-ec", script], directory);

    private static void Run(string program, string[] arguments, string? directory)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, WorkingDirectory = directory ?? "" };
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}
