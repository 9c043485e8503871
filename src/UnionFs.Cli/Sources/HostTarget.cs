using UnionFs.Cli.Output;
using UnionFs.Host;

namespace UnionFs.Cli.Sources;

/// <summary>Where `export DIR` writes.</summary>
internal static class HostTarget
{
    internal const string Command = "export";

    /// <summary>How to write.</summary>
    internal static ExportOptions Options(bool merge, bool overwrite, bool noOwners) =>
        new() { Merge = merge, Overwrite = overwrite, Owners = SetsOwners(noOwners) };

    /// <summary>
    /// Owners are set by root only, as tar does it: anybody else would get an error a file from an archive, where all is root's.
    /// </summary>
    internal static bool SetsOwners(bool noOwners) => !noOwners && Environment.IsPrivilegedProcess;

    /// <summary>Writes the whole union. What the host could not take is an error a line, and the rest is written all the same.</summary>
    internal static void Export(Snapshot snapshot, string directory, ExportOptions options, Diagnostics errors, ProgressLine progress) =>
        Write(directory, count => HostExport.Export(snapshot, "/", directory, options, count), errors, progress);

    /// <summary>Writes what leads from the lower layers to the union, as overlayfs keeps it.</summary>
    internal static void ExportDiff(
        Snapshot snapshot, LayerStack lowers, string directory, OverlayExportOptions options, Diagnostics errors, ProgressLine progress) =>
        Write(directory, count => OverlayExport.Export(snapshot, lowers, directory, options, count), errors, progress);

    private static void Write(string directory, Func<IProgress<long>?, ExportReport> write, Diagnostics errors, ProgressLine progress)
    {
        ExportReport report;
        try
        {
            report = progress.Run($"Writing {directory}", write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Failure($"{Command}: {(error.Message.Contains(directory, StringComparison.Ordinal) ? "" : directory + ": ")}{error.Message}");
        }
        foreach (ExportWarning warning in report.Warnings) errors.Report($"{Command}: {warning}");
        long unnamed = report.WarningCount - report.Warnings.Count;
        if (unnamed > 0) errors.Report($"{Command}: {directory}: {unnamed} more could not be written");
    }
}
