using UnionFs.Archives;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Sources;

/// <summary>Tar archives as layers: plain ones by what they are, and `oci-layer:FILE`, where whiteouts are marks.</summary>
internal static class TarSource
{
    internal const string DiffPrefix = "oci-layer:";

    /// <summary>Warnings that are told one by one; an archive may have as many as entries.</summary>
    private const int MaxWarnings = 20;

    private static readonly TarLayerOptions Diff = TarLayerOptions.Diff with { StripForeignXattrs = true };

    /// <summary>Whether a file is to be read as tar: by its first block, or where that says nothing (it may be damaged, or empty), by its name.</summary>
    internal static bool IsTar(string file)
    {
        if (file.EndsWith(".tar", StringComparison.Ordinal)) return true;
        return TarBlob.IsTar(FileStart.Of(file, TarBlob.RecognisedLength));
    }

    internal static Layer Read(string source, LayerStack below, Diagnostics errors, IProgress<long>? progress)
    {
        bool isDiff = source.StartsWith(DiffPrefix, StringComparison.Ordinal);
        TarLayer layer = TarLayer.Open(isDiff ? source[DiffPrefix.Length..] : source, isDiff ? Diff : TarLayerOptions.Default, progress);
        foreach (TarWarning warning in layer.Warnings.Take(MaxWarnings)) errors.Warn($"{source}: {warning}");
        if (layer.Warnings.Count > MaxWarnings) errors.Warn($"{source}: {layer.Warnings.Count - MaxWarnings} more warnings");
        return layer.ToLayer(below);
    }
}
