using System.Globalization;
using UnionFs.Cli.Output;
using UnionFs.Host;

namespace UnionFs.Cli.Sources;

/// <summary>What `export` was told, as a verb and as a command of the shell; options that do not fit together are refused before anything is done.</summary>
internal sealed record ExportRequest(string Directory)
{
    internal const string OverlayFormat = "overlay";

    internal bool Merge { get; init; }

    internal bool Overwrite { get; init; }

    internal bool NoOwners { get; init; }

    /// <summary>Write what changed instead of everything.</summary>
    internal bool Diff { get; init; }

    /// <summary>How it is written down; null: as plain files.</summary>
    internal string? Format { get; init; }

    /// <summary>How many of the layers, from the bottom, are not part of a difference; null: all.</summary>
    internal string? Base { get; init; }

    internal bool UserXattr { get; init; }

    /// <summary>Writes a state of a union.</summary>
    /// <param name="snapshot">What to write.</param>
    /// <param name="errors">Told what the host could not take.</param>
    /// <param name="progress">Shows how far it is.</param>
    internal void Run(Snapshot snapshot, Diagnostics errors, ProgressLine progress)
    {
        if (Format is not (null or OverlayFormat)) throw Misused($"unknown format '{Format}' (there is '{OverlayFormat}')");
        if (!Diff && (Format ?? Base) is not null) throw Misused("--as and --base are for --diff");
        if (!Diff && UserXattr) throw Misused("--userxattr is for --diff");
        if (!Diff)
        {
            HostTarget.Export(snapshot, Directory, HostTarget.Options(Merge, Overwrite, NoOwners), errors, progress);
            return;
        }
        if (Format is null) throw Misused($"a difference has whiteouts, which plain files cannot say: use --as {OverlayFormat}");
        if (Merge || Overwrite) throw Misused("a difference needs a directory of its own, without --merge and --overwrite");
        var options = new OverlayExportOptions { UserXattr = UserXattr, Owners = HostTarget.SetsOwners(NoOwners) };
        HostTarget.ExportDiff(snapshot, Lowers(snapshot.Layers), Directory, options, errors, progress);
    }

    private LayerStack Lowers(LayerStack layers)
    {
        if (Base is null) return layers;
        if (!int.TryParse(Base, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count > layers.Count)
            throw Misused(string.Create(CultureInfo.InvariantCulture, $"--base takes a number of layers from 0 to {layers.Count}, not '{Base}'"));
        while (layers.Count > count) layers = layers.Pop();
        return layers;
    }

    private static UsageFailure Misused(string problem) => new($"{HostTarget.Command}: {problem}");
}
