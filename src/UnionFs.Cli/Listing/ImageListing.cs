using System.Globalization;
using UnionFs.Cli.Output;
using UnionFs.Oci;

namespace UnionFs.Cli.Listing;

/// <summary>`inspect`: an image, its layers from the base up, and what is wasted in them.</summary>
internal static class ImageListing
{
    private const int MostWasted = 10;

    internal static void Print(OciImage image, ImageUsage usage, Printer output)
    {
        output.WriteLine($"digest    {image.Descriptor.Digest}");
        output.WriteLine($"id        {image.Id}");
        output.WriteLine($"platform  {image.Config.Platform}");
        if (image.Config.Created is { } created) output.WriteLine($"created   {created}");
        output.WriteLine("");
        output.WriteLine($"{"blob",14} {"files",14} {"wasted",14}  layer");
        for (int i = 0; i < image.Layers.Count; i++)
            output.WriteLine($"{image.Layers[i].Descriptor.Size,14} {usage.Layers[i].Bytes,14} {usage.Layers[i].WastedBytes,14}  {image.Layers[i].Name}");
        output.WriteLine($"{image.Layers.Sum(layer => layer.Descriptor.Size),14} {usage.Bytes,14} {usage.WastedBytes,14}  total");
        output.WriteLine("");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"efficiency {usage.Efficiency:P1}"));
        foreach (WastedFile file in usage.Wasted.Take(MostWasted)) output.WriteLine($"{file.Bytes,14} bytes wasted in {file.Count} {(file.Count == 1 ? "layer" : "layers")}: {file.Path}");
    }

    /// <summary>One line for the image, one for each layer, one for each wasted path.</summary>
    internal static void PrintJson(OciImage image, ImageUsage usage, Printer output)
    {
        output.WriteLine(new JsonLine()
            .Add("digest", image.Descriptor.Digest.ToString())
            .Add("id", image.Id.ToString())
            .Add("platform", image.Config.Platform.ToString())
            .Add("created", image.Config.Created)
            .Add("bytes", usage.Bytes)
            .Add("wasted", usage.WastedBytes));
        for (int i = 0; i < image.Layers.Count; i++)
        {
            ImageLayer layer = image.Layers[i];
            output.WriteLine(new JsonLine()
                .Add("layer", layer.Descriptor.Digest.ToString())
                .Add("mediaType", layer.Descriptor.MediaType)
                .Add("diffId", layer.DiffId.ToString())
                .Add("chainId", layer.ChainId.ToString())
                .Add("createdBy", layer.History?.CreatedBy)
                .Add("size", layer.Descriptor.Size)
                .Add("files", usage.Layers[i].Files)
                .Add("bytes", usage.Layers[i].Bytes)
                .Add("wasted", usage.Layers[i].WastedBytes));
        }
        foreach (WastedFile file in usage.Wasted) output.WriteLine(new JsonLine().Add("path", file.Path).Add("wasted", file.Bytes).Add("count", file.Count));
    }
}
