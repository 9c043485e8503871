using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using UnionFs.Benchmarks.Ratios;
using UnionFs.Oci;

namespace UnionFs.Benchmarks.Images;

/// <summary>
/// `image DIR TAG PATH [UNIONFS]`: a real image in an OCI layout whose layers are gzip. Its import beside what nobody can avoid (inflating, and SHA-256 of
/// both sides), the listing of its union, and `cat` of one file beside `umoci unpack` where that tool is installed.
/// </summary>
internal static class ImageComparison
{
    private const int ImportRounds = 7;
    private const int ProcessRounds = 5;

    internal static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var directory, var tag, var path, .. { Length: <= 1 } tool])
        {
            Console.Error.WriteLine("usage: image DIR TAG PATH [UNIONFS]: an OCI layout, the image's name in it, a file of the image, the installed tool");
            return 2;
        }
        string reference = $"oci:{directory}:{tag}";
        using OciImage image = await OciImage.OpenAsync(ImageReference.Parse(reference));
        string[] blobs = [.. image.Layers.Select(layer => Path.Combine(directory, "blobs", layer.Descriptor.Digest.Algorithm, layer.Descriptor.Digest.Encoded))];
        Console.WriteLine($"{reference}: {image.Layers.Count} layers, {image.Layers.Sum(layer => layer.Descriptor.Size) >> 20} MiB compressed");
        Console.WriteLine(Ratio.Header);

        double[] taken = (Rounds.Many with { Count = ImportRounds }).Milliseconds(Rounds.Process, () => image.ToStack(), () => Floor(blobs));
        Console.WriteLine(new Ratio("import, processor time; gunzip and two SHA-256", taken[0], taken[1], 1.4, "ms"));
        taken = (Rounds.Many with { Count = ImportRounds }).Milliseconds(Clock.Wall, () => image.ToStack(), () => Floor(blobs));
        Console.WriteLine(new Ratio("import, clock; the same one after the other", taken[0], taken[1], 1.4, "ms"));

        int paths = 0;
        var listing = new List<double>();
        for (int i = 0; i <= ImportRounds; i++)
        {
            LayerStack stack = image.ToStack();
            long before = Clock.Wall();
            paths = new Snapshot(stack).Directory.GetFileSystemEntries("/", "*", SearchOption.AllDirectories).Length;
            if (i > 0) listing.Add((Clock.Wall() - before) / 1e6);
        }
        // 50 ms for an image of 10,000 paths.
        Console.WriteLine(new Ratio($"first listing of the union, {paths} paths; 5 us each", Rounds.Median(listing), paths * 0.005, 1, "ms"));

        string[] unionfs = tool is [var installed] ? [installed] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "UnionFs.Cli.dll")];
        string scratch = Directory.CreateTempSubdirectory("unionfs-bench-").FullName;
        try
        {
            taken = (Rounds.Many with { Count = ProcessRounds }).Milliseconds(Clock.Wall,
                () => Run(unionfs[0], [.. unionfs[1..], "cat", "-l", reference, path]),
                () =>
                {
                    string bundle = Path.Combine(scratch, Guid.NewGuid().ToString("N"));
                    Run("umoci", "unpack", "--image", $"{directory}:{tag}", bundle);
                    File.ReadAllBytes(Path.Join(bundle, "rootfs", path));
                });
            Console.WriteLine(new Ratio($"unionfs cat {path}, clock; umoci unpack, cat", taken[0], taken[1], 0.2, "ms"));
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Console.WriteLine($"unionfs cat {path}: not measured, {error.Message}");
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
        return 0;
    }

    private static void Floor(string[] blobs)
    {
        var buffer = new byte[1 << 20];
        foreach (string blob in blobs)
        {
            using (FileStream packed = File.OpenRead(blob)) SHA256.HashData(packed);
            using var gzip = new GZipStream(File.OpenRead(blob), CompressionMode.Decompress);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (int count; (count = gzip.Read(buffer)) > 0;) hash.AppendData(buffer, 0, count);
            hash.GetHashAndReset();
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {errors.Result}");
    }
}
