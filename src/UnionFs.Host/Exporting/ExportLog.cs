namespace UnionFs.Host.Exporting;

/// <summary>What an export has done so far.</summary>
internal sealed class ExportLog
{
    // Often enough to show, too rarely to cost.
    private const int EntriesPerReport = 256;

    private readonly IProgress<long>? _progress;
    private readonly List<ExportWarning> _warnings = [];
    private long _warningCount;
    private long _entries;

    internal ExportLog(IProgress<long>? progress) => _progress = progress;

    internal long Directories { get; set; }

    internal long Files { get; set; }

    internal long Symlinks { get; set; }

    internal long HardLinks { get; set; }

    internal long Specials { get; set; }

    internal long Bytes { get; set; }

    internal long Skipped { get; set; }

    internal void Entry()
    {
        if (++_entries % EntriesPerReport == 0) _progress?.Report(_entries);
    }

    internal void Warn(string sourcePath, string message)
    {
        if (_warningCount++ < ExportReport.MaxWarnings) _warnings.Add(new ExportWarning(sourcePath, message));
    }

    internal void Skip(string sourcePath, string message)
    {
        Skipped++;
        Warn(sourcePath, message);
    }

    internal ExportReport Finish()
    {
        _progress?.Report(_entries);
        return new ExportReport
        {
            Directories = Directories,
            Files = Files,
            Symlinks = Symlinks,
            HardLinks = HardLinks,
            Specials = Specials,
            Bytes = Bytes,
            Skipped = Skipped,
            WarningCount = _warningCount,
            Warnings = _warnings,
        };
    }
}
