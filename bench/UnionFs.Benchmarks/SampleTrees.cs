using System.Globalization;

namespace UnionFs.Benchmarks;

/// <summary>Trees of a known shape, the same in every run.</summary>
internal static class SampleTrees
{
    /// <summary>Paths six components deep: ten ways at each of four levels, ten directories of files below.</summary>
    internal static IEnumerable<string> DeepPaths(int files)
    {
        for (int i = 0; i < files; i++)
        {
            int d = i / 10;
            yield return string.Create(CultureInfo.InvariantCulture, $"/a{d % 10}/b{d / 10 % 10}/c{d / 100 % 10}/d{d / 1000 % 10}/e{d / 10_000}/file{i % 10}.txt");
        }
    }

    /// <summary>Names for one directory, in no order; different ones up to a million.</summary>
    internal static string[] Names(int count) =>
        [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"some-file-{i * 7919L % 1_000_003}.txt"))];

    /// <summary>
    /// The paths of layers, the lowest first: it has all the files, and each one above adds ten where the lowest has directories.
    /// </summary>
    internal static IEnumerable<string[]> LayeredPaths(string[] paths, int layers)
    {
        yield return paths;
        for (int i = 1; i < layers; i++)
        {
            int layer = i;
            yield return [.. Enumerable.Range(0, 10).Select(f => string.Create(CultureInfo.InvariantCulture, $"{paths[(layer * 7919 + f * 10_007) % paths.Length]}.{layer}"))];
        }
    }

    internal static LayerStack Layered(string[] paths, int layers) =>
        LayerStack.FromBottom([.. LayeredPaths(paths, layers).Select(each => Of("layer", each))]);

    internal static Layer Of(string name, IEnumerable<string> paths)
    {
        var builder = new LayerBuilder(name);
        Content content = Content.From("content");
        foreach (string path in paths) builder.AddFile(path, content);
        return builder.Build();
    }

    /// <summary>Layers of 200 files that share their directories.</summary>
    internal static LayerStack Overlapping(int layers)
    {
        LayerStack stack = LayerStack.Empty;
        for (int i = 0; i < layers; i++)
        {
            int layer = i;
            stack = stack.Push(Of(string.Create(CultureInfo.InvariantCulture, $"layer {i}"),
                from f in Enumerable.Range(0, 200)
                select string.Create(CultureInfo.InvariantCulture, $"/usr/share/app{f % 10}/locale/{(f % 3 == 0 ? layer : 0)}/file{f}.txt")));
        }
        return stack;
    }
}
