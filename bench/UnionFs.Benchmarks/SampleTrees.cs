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
