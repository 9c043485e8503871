using System.Globalization;
using System.Text;
using UnionFs.Packs.Tests.Support;

namespace UnionFs.Benchmarks.Packs;

/// <summary>
/// Zips on the disk that override each other: a pack has as many paths as the one below and all but <see cref="Own"/> of the same. What only the lowest
/// or the highest has is 4 KiB, stored and deflated by turns.
/// </summary>
internal sealed class SamplePacks : IDisposable
{
    /// <summary>Paths that a pack has and the one above it has not.</summary>
    internal const int Own = 1000;

    private readonly int _paths;
    private readonly string _folder = Directory.CreateTempSubdirectory("unionfs-packs-").FullName;

    internal SamplePacks(int packs, int paths)
    {
        _paths = paths;
        Files = [.. Enumerable.Range(0, packs).Select(pack => Path.Combine(_folder, FormattableString.Invariant($"pack{pack:000}.zip")))];
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2000).Select(i => i.ToString(CultureInfo.InvariantCulture))))[..4096];
        PlainData stored = PlainData.Stored(text), deflated = PlainData.Deflated(text), small = PlainData.Stored(text[..16]);
        for (int pack = 0; pack < packs; pack++)
        {
            int first = pack * Own;
            PlainZip.Write(Files[pack], Enumerable.Range(first, paths).Select(i =>
                (NameOf(i)[1..], i >= Own && i < (packs - 1) * Own + paths - Own ? small : i % 2 == 0 ? stored : deflated)));
        }
        Bottom = [.. Enumerable.Range(0, Own).Select(NameOf)];
        Top = [.. Enumerable.Range((packs - 1) * Own + paths - Own, Own).Select(NameOf)];
        Missing = [.. Bottom.Select(path => path[..path.LastIndexOf('/')] + "/none" + path[(path.LastIndexOf('/') + 1)..])];
    }

    internal string[] Files { get; }

    /// <summary>What only the lowest pack has.</summary>
    internal string[] Bottom { get; }

    /// <summary>What only the highest pack has.</summary>
    internal string[] Top { get; }

    /// <summary>What no pack has, in directories that all have.</summary>
    internal string[] Missing { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string NameOf(int i) => string.Create(CultureInfo.InvariantCulture, $"/dir{i % 40}/sub{i % 5}/file{i}.dat");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Files.Length} packs of {_paths}");
}
