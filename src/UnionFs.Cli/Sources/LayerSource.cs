using UnionFs.Archives;
using UnionFs.Cli.Output;
using UnionFs.Host;
using UnionFs.Oci;

namespace UnionFs.Cli.Sources;

/// <summary>
/// What `-l SOURCE` names: a host directory, `overlay:DIR`, a tar, zip, 7z or rar archive under any name, `oci-layer:FILE`, or an image with all its
/// layers. A layer is called as it was written, those of an image by their digests and the commands that made them.
/// </summary>
internal static class LayerSource
{
    private const string OverlayPrefix = "overlay:";

    /// <summary>Collisions that are named one by one; a layer made without a thought of case may have thousands.</summary>
    private const int NamedCollisions = 10;

    /// <summary>The layers of sources given from the bottom up. Where case is ignored, names that collide within one of them are warned of.</summary>
    internal static LayerStack Open(IEnumerable<string> sources, bool ignoreCase, Tool tool)
    {
        LayerStack stack = LayerStack.Empty;
        foreach (string source in sources) stack = Push(stack, source, tool);
        if (!ignoreCase) return stack;
        NameCollision[] collisions = [.. stack.FindCollisions().Where(collision => collision.Kind == NameCollisionKind.WithinLayer)];
        foreach (NameCollision collision in collisions.Take(NamedCollisions)) tool.Errors.Warn($"{collision}: names that differ in case alone");
        if (collisions.Length > NamedCollisions) tool.Errors.Warn($"{collisions.Length - NamedCollisions} more names that differ in case alone");
        return stack.WithNames(NameComparison.IgnoreCase);
    }

    /// <summary>
    /// The layers of sources given from the bottom up, as far as these paths need them: of an image that is the only source, those from the top
    /// that say what the paths lead to.
    /// </summary>
    internal static LayerStack OpenFor(IReadOnlyCollection<string> paths, string[] sources, bool ignoreCase, Tool tool)
    {
        if (ignoreCase || sources is not [var source] || !ImageSource.Is(source)) return Open(sources, ignoreCase, tool);
        using OciImage image = ImageSource.Open(source, tool);
        return ImageSource.ReadFor(paths, image, tool);
    }

    /// <summary>A stack with one more source on top.</summary>
    internal static LayerStack Push(LayerStack stack, string source, Tool tool)
    {
        if (!ImageSource.Is(source)) return stack.Push(Open(source, stack, tool));
        using OciImage image = ImageSource.Open(source, tool);
        return ImageSource.Read(image, tool).Reverse().Aggregate(stack, (below, layer) => below.Push(layer));
    }

    private static Layer Open(string source, LayerStack below, Tool tool)
    {
        if (source is "" or OverlayPrefix or TarSource.DiffPrefix) throw new Failure($"'{source}' names no layer");
        try
        {
            return tool.Progress.Run($"Reading {source}", report => Read(source, below, tool.Errors, report)).WithName(source);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidDataException or NotSupportedException)
        {
            // The libraries name the path or the archive's entry; the source may be another than that.
            throw new Failure(error.Message.Contains(source, StringComparison.Ordinal) ? error.Message : $"{source}: {error.Message}");
        }
    }

    /// <summary>What is read, over the layers before it: a directory of overlayfs or a tar may refer to them.</summary>
    private static Layer Read(string source, LayerStack below, Diagnostics errors, IProgress<long>? progress)
    {
        if (source.StartsWith(OverlayPrefix, StringComparison.Ordinal))
            return OverlayDirectory.OpenOver(source[OverlayPrefix.Length..], below, progress: progress);
        if (source.StartsWith(TarSource.DiffPrefix, StringComparison.Ordinal)) return TarSource.Read(source, below, errors, progress);
        // A missing path is reported by the directory reader, an existing file is an archive whatever its name ends with.
        if (!File.Exists(source)) return HostDirectory.Open(source, progress: progress);
        if (TarSource.IsTar(source)) return TarSource.Read(source, below, errors, progress);
        return ArchiveLayer.IsArchive(FileStart.Of(source, ArchiveLayer.RecognisedLength)) ? ArchiveLayer.Open(source) : ZipLayer.Open(source, progress: progress);
    }
}
