namespace UnionFs.Archives.Tests.Tar;

/// <summary>Archives as layers and stacks, and what they show.</summary>
internal static class Layers
{
    public static TarLayer Diff(byte[] archive, TarLayerOptions? options = null) =>
        TarLayer.Open(Content.FromOwned(archive), "layer.tar", options ?? TarLayerOptions.Diff);

    /// <summary>Layers of an image, given from the bottom up.</summary>
    public static LayerStack Stack(params byte[][] archives)
    {
        LayerStack stack = LayerStack.Empty;
        foreach (byte[] archive in archives) stack = stack.Push(Diff(archive).ToLayer(stack));
        return stack;
    }

    /// <summary>Every path that a stack shows but `/`, in order; a directory with a slash at its end.</summary>
    public static string[] Shown(this LayerStack stack) => [.. All(stack, "/").Select(e => e.Path[1..] + (e.Kind == NodeKind.Directory ? "/" : ""))];

    public static IEnumerable<LayerEntry> All(LayerStack stack, string path)
    {
        foreach (LayerEntry entry in stack.List(path))
        {
            yield return entry;
            foreach (LayerEntry below in All(stack, entry.Path)) yield return below;
        }
    }

    /// <summary>What images of these layers show.</summary>
    public static string[] Shown(params byte[][] archives) => Stack(archives).Shown();

    /// <summary>The error of a layer that is refused, with what lies below it.</summary>
    public static TarException Refused(byte[] archive, TarLayerOptions? options = null, LayerStack? below = null)
    {
        TarException error = Assert.Throws<TarException>(() => Diff(archive, options).ToLayer(below ?? LayerStack.Empty));
        Assert.NotNull(error.Entry);
        Assert.Contains("'layer.tar'", error.Message);
        return error;
    }
}
