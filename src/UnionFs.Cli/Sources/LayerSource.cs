using UnionFs.Archives;
using UnionFs.Cli.Output;
using UnionFs.Host;

namespace UnionFs.Cli.Sources;

/// <summary>
/// What `-l SOURCE` names: a host directory, `overlay:DIR`, a tar or zip archive under any name, or `oci-layer:FILE`. The layer is called
/// as it was written.
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
        foreach (string source in sources) stack = stack.Push(Open(source, stack, tool));
        if (!ignoreCase) return stack;
        NameCollision[] collisions = [.. stack.FindCollisions().Where(collision => collision.Kind == NameCollisionKind.WithinLayer)];
        foreach (NameCollision collision in collisions.Take(NamedCollisions)) tool.Errors.Warn($"{collision}: names that differ in case alone");
        if (collisions.Length > NamedCollisions) tool.Errors.Warn($"{collisions.Length - NamedCollisions} more names that differ in case alone");
        return stack.WithNames(NameComparison.IgnoreCase);
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
        return TarSource.IsTar(source) ? TarSource.Read(source, below, errors, progress) : ZipLayer.Open(source, progress: progress);
    }
}
