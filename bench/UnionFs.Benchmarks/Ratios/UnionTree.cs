using System.Globalization;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>The union that the engine and the kernel are both measured on: files of 4 KiB at depth 6, and one large file.</summary>
/// <param name="Layers">Lower layers; each above the lowest adds ten files.</param>
/// <param name="Files">In the lowest layer.</param>
/// <param name="Large">Bytes of `/large`, in the lowest layer.</param>
internal sealed record UnionTree(int Layers, int Files, int Large)
{
    /// <summary>What the table is about.</summary>
    internal static UnionTree OfTheTable { get; } = new(1, 10_000, 256 << 20);

    internal string[] Paths => [.. SampleTrees.DeepPaths(Files)];

    internal static ReadOnlySpan<byte> Bytes => new byte[4096];

    internal static UnionTree Parse(ReadOnlySpan<string> words) => new(Number(words[0]), Number(words[1]), Number(words[2]));

    internal string[] ToWords() => [.. new[] { Layers, Files, Large }.Select(each => each.ToString(CultureInfo.InvariantCulture))];

    internal UnionFileSystem InProcess()
    {
        var builder = new LayerBuilder("lower").AddFile("/large", Content.FromOwned(new byte[Large]));
        foreach (string path in Paths) builder.AddFile(path, Content.From(Bytes));
        LayerStack stack = LayerStack.FromBottom(builder.Build());
        foreach (string[] above in SampleTrees.LayeredPaths(Paths, Layers).Skip(1)) stack = stack.Push(SampleTrees.Of("above", above));
        return new UnionFileSystem(stack);
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
