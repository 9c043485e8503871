using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using UnionFs.Archives;
using UnionFs.Packs.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Packs.Tests;

/// <summary>The packs of a real game, from Debian's openarena-data: two zips of which one overrides the other.</summary>
public sealed class OpenArenaTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(NameComparison.Ordinal)]
    [InlineData(NameComparison.IgnoreCase)]
    public void MergedView_IsWhatTheCentralDirectoriesSay(NameComparison names)
    {
        if (Packs() is not { } paths) return;
        var expected = new Dictionary<string, (string Winner, long Size, uint Crc)>(StringComparer.Ordinal);
        int overridden = 0;
        foreach (string path in paths)
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            // One has `../CREDITS` and the like, which no union can show.
            foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/') && !entry.FullName.Split('/').Contains("..")))
            {
                string key = names == NameComparison.Ordinal ? "/" + entry.FullName : "/" + entry.FullName.ToUpperInvariant();
                if (expected.ContainsKey(key)) overridden++;
                expected[key] = (Path.GetFileName(path), entry.Length, entry.Crc32);
            }
        }
        Assert.Equal(("mp-pak0.pk3", "../CREDITS"), Assert.Throws<PackException>(() => PackSet.Open(paths)) is var refused ? (refused.Pack, refused.Entry) : default);
        PackSet packs = PackSet.Open(paths, new PackOptions { SkipRefused = true, Cache = new InflatedCache(1 << 20) }).WithNames(names);
        Assert.All(packs["mp-pak0.pk3"].Refused, error => Assert.StartsWith("../", error.Entry, StringComparison.Ordinal));
        var union = new Snapshot(packs.ToStack());
        var found = new Dictionary<string, (string Winner, long Size, uint Crc)>(StringComparer.Ordinal);
        foreach (string path in union.Directory.EnumerateFiles("/", "*", SearchOption.AllDirectories))
        {
            byte[] bytes = union.File.ReadAllBytes(path);
            found.Add(names == NameComparison.Ordinal ? path : path.ToUpperInvariant(), (union.Which(path).Winner!.Layer!.Name, bytes.Length, Crc32.Of(bytes)));
        }
        Assert.True(expected.Count > 1000);
        Assert.True(overridden > 0);
        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), found.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        output.WriteLine($"{expected.Count} paths, {overridden} of them overridden");
        Assert.Equal(overridden, ConflictReport.Of(packs).Conflicts.Sum(conflict => conflict.Losers.Count()));
    }

    /// <summary>The packs, the lower one first; downloaded once into the checkout's artifacts. Null, with a word about it, where that cannot be done: not acceptable in CI.</summary>
    private string[]? Packs()
    {
        string folder = Path.Combine(Artifacts(), "openarena");
        string[] paths = [Path.Combine(folder, "data/usr/share/games/openarena/baseoa/pak0.pk3"), Path.Combine(folder, "data/usr/share/games/openarena/missionpack/mp-pak0.pk3")];
        if (!Array.TrueForAll(paths, File.Exists))
        {
            Directory.CreateDirectory(folder);
            (int code, string errors) = Run(folder, "apt-get -q download openarena-data || { apt-get -q update && apt-get -q download openarena-data; } && dpkg-deb -x openarena-data_*.deb unpacked && rm -rf data && mv unpacked data && rm openarena-data_*.deb");
            if (code != 0)
            {
                output.WriteLine($"Skipped: openarena-data cannot be downloaded: {errors}");
                Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
                return null;
            }
        }
        return paths;
    }

    private static string Artifacts([CallerFilePath] string source = "")
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(source)! })
            for (string? directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
                if (File.Exists(Path.Combine(directory, "UnionFs.sln"))) return Path.Combine(directory, "artifacts");
        throw new InvalidOperationException("The tests do not run inside a checkout.");
    }

    private static (int Code, string Errors) Run(string folder, string script)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (-1, error.Message);
        }
    }
}
