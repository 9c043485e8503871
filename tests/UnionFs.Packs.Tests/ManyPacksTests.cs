using System.Globalization;
using System.Text;
using UnionFs.Packs.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Packs.Tests;

/// <summary>500 packs of 2,000 files, on the disk as zips. By itself, since it weighs the whole process.</summary>
[Collection(nameof(ManyPacksTests))]
public sealed class ManyPacksTests(ManyPacksTests.Folder packs, ITestOutputHelper output) : IClassFixture<ManyPacksTests.Folder>
{
    private const int Packs = 500, Files = 2000;

    [Fact]
    public void Mounted_TakesUnder250MB_AndNoContent()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        PackSet set = PackSet.Open(packs.Paths).WithNames(NameComparison.IgnoreCase);
        long opened = GC.GetTotalMemory(forceFullCollection: true);
        var mount = new PackMount(set);
        Assert.True(mount.Files.File.Exists(packs.Names[0]));
        long mounted = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{opened - before:N0} bytes opened, {mounted:N0} mounted"));
        Assert.InRange(mounted, 1, 250_000_000);
        Assert.Equal(0, set.Packs.Sum(pack => pack.Content.Entries().Where(entry => entry.Kind == NodeKind.File).Sum(entry => entry.Content.AllocatedBytes)));
        GC.KeepAlive(mount);
    }

    [Theory]
    [InlineData(NameComparison.Ordinal)]
    [InlineData(NameComparison.IgnoreCase)]
    public void Union_IsWhatTheModelSays(NameComparison names)
    {
        PackSet set = PackSet.Open(packs.Paths).WithNames(names);
        Check(set, names);
        // And after packs came, went and moved.
        set = set.Disable(NameOf(499)).Disable(NameOf(250)).Move(NameOf(0), 499).Remove(NameOf(1));
        Check(set, names);
    }

    private static string NameOf(int pack) => string.Create(CultureInfo.InvariantCulture, $"p{pack:000}.zip");

    /// <summary>The model: the last pack that has a name, as that pack writes it. No pack has a name twice.</summary>
    private void Check(PackSet set, NameComparison names)
    {
        var winners = new Dictionary<string, (int Pack, string Path)>(StringComparer.Ordinal);
        foreach (Pack pack in set.LoadOrder)
        {
            int index = int.Parse(pack.Name.AsSpan(1, 3), CultureInfo.InvariantCulture);
            foreach (string path in packs.FilesOf(index)) winners[names == NameComparison.Ordinal ? path : path.ToUpperInvariant()] = (index, path);
        }
        var union = new Snapshot(set.ToStack());
        string[] shown = [.. union.Directory.EnumerateFiles("/", "*", SearchOption.AllDirectories)];
        Assert.Equal(winners.Count, shown.Length);
        var buffer = new byte[64];
        foreach (string path in shown)
        {
            string key = names == NameComparison.Ordinal ? path : path.ToUpperInvariant();
            (int pack, string spelling) = winners[key];
            Assert.Equal(Path.GetFileName(spelling), Path.GetFileName(path));
            Assert.Equal(FsError.None, union.Posix.ReadContent(path, out Content content));
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{pack}"), Encoding.UTF8.GetString(buffer.AsSpan(0, content.Read(0, buffer))));
        }
        foreach (string path in shown.Take(100)) Assert.Equal(NameOf(winners[names == NameComparison.Ordinal ? path : path.ToUpperInvariant()].Pack), union.Which(path).Winner!.Layer!.Name);
    }

    /// <summary>The packs: names overlap, differ in case, and are what nobody expects in a file's name.</summary>
    public sealed class Folder : IDisposable
    {
        private static readonly string[] Hostile =
            ["CON", "nul.txt", "trailing. ", "<b>", "a\\b", "'\"`$(x)", "\u202Etxt.exe", "line\nbreak", "cafe\u0301", "caf\u00E9", "\u212Aelvin", "\u0130", "-rf", "%2e%2e", "~", "*?"];

        private readonly TempFolder _folder = new();

        /// <summary>Writes the packs.</summary>
        public Folder()
        {
            Names = [.. Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"/dir{i % 40}/sub{i % 3}/{(i < 400 ? Hostile[i % 16] : "file")}{i}"))];
            Paths = [.. Enumerable.Range(0, Packs).Select(pack => _folder.At(NameOf(pack)))];
            for (int pack = 0; pack < Packs; pack++)
            {
                byte[] data = Encoding.UTF8.GetBytes(pack.ToString(CultureInfo.InvariantCulture));
                PlainZip.Write(Paths[pack], FilesOf(pack).Select(path => (path[1..], data)));
            }
        }

        internal string[] Paths { get; }

        internal string[] Names { get; }

        /// <summary>2,000 of the names, from somewhere on; every third pack writes some of them in upper case.</summary>
        internal IEnumerable<string> FilesOf(int pack)
        {
            int start = pack * 7919 % Names.Length;
            for (int i = 0; i < Files; i++)
            {
                string name = Names[(start + i * 3) % Names.Length];
                int slash = name.LastIndexOf('/') + 1;
                yield return pack % 3 == 0 && i % 5 == 0 ? name[..slash] + name[slash..].ToUpperInvariant() : name;
            }
        }

        /// <summary>Removes them.</summary>
        public void Dispose() => _folder.Dispose();
    }
}

[CollectionDefinition(nameof(ManyPacksTests), DisableParallelization = true)]
public static class ManyPacksTestsCollection;
