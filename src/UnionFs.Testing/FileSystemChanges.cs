using System.Collections;
using System.Text;

namespace UnionFs.Testing;

/// <summary>What changed between two states of a file system, path by path in ordinal order; its text shows how, with the lines that differ.</summary>
public sealed class FileSystemChanges : IReadOnlyList<Change>
{
    private readonly IReadOnlyList<Change> _changes;
    private readonly FileSystem _before;
    private readonly FileSystem _after;

    internal FileSystemChanges(IReadOnlyList<Change> changes, FileSystem before, FileSystem after)
    {
        _changes = changes;
        _before = before;
        _after = after;
    }

    /// <summary>How many paths.</summary>
    public int Count => _changes.Count;

    /// <summary>One of them.</summary>
    public Change this[int index] => _changes[index];

    /// <inheritdoc/>
    public IEnumerator<Change> GetEnumerator() => _changes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// Throws unless exactly these changes were made, in any order. Each is written as <see cref="Change.ToString"/> does, with any number of blanks between:
    /// `added /a`, `removed /a`, `replaced /a`, `renamed /a -> /b`, `modified /a`; the parts in parentheses (`modified /a (Mode)`) may be left out,
    /// and then do not matter. A directory that differs in its times alone (a file came and went) need not be expected.
    /// </summary>
    /// <exception cref="FileSystemAssertionException">They differ; the message shows which, and the lines that were changed unexpectedly.</exception>
    /// <exception cref="ArgumentException">An expectation is none; the message quotes it.</exception>
    public void Assert(params ReadOnlySpan<string> expected)
    {
        var missing = new List<ExpectedChange>();
        foreach (string each in expected) missing.Add(ExpectedChange.Parse(each));
        var report = new StringBuilder();
        bool isGood = true;
        foreach (Change change in _changes)
        {
            int found = missing.FindIndex(each => each.Matches(change));
            if (found >= 0)
            {
                missing.RemoveAt(found);
                report.Append("    ").Append(change).Append('\n');
                continue;
            }
            if (change is { Kind: ChangeKind.Modified, NodeKind: NodeKind.Directory, Parts: ChangedParts.Times }) continue;
            isGood = false;
            report.Append("  + ").Append(change).Append('\n');
            AppendLines(report, change, "      ");
        }
        foreach (ExpectedChange each in missing) report.Append("  - ").Append(each).Append('\n');
        if (isGood && missing.Count == 0) return;
        throw new FileSystemAssertionException($"The file system did not change as expected (+ not expected, - missing):\n{report}".TrimEnd('\n'));
    }

    /// <summary>Each change in a line, followed by the lines of its text that differ.</summary>
    public override string ToString()
    {
        var report = new StringBuilder();
        foreach (Change change in _changes)
        {
            report.Append(change).Append('\n');
            AppendLines(report, change, "    ");
        }
        return report.ToString();
    }

    private void AppendLines(StringBuilder report, Change change, string indent)
    {
        foreach (string line in LinesOf(change)) report.Append(indent).Append(line).Append('\n');
    }

    private IEnumerable<string> LinesOf(Change change)
    {
        if (change.Kind is ChangeKind.Modified or ChangeKind.Renamed && (change.Parts & (ChangedParts.Content | ChangedParts.Mode | ChangedParts.Target)) == 0) return [];
        if (change.NodeKind == NodeKind.Symlink) return [.. TargetOf(_before, change.From ?? change.Path, "- -> "), .. TargetOf(_after, change.Path, "+ -> ")];
        if (change.NodeKind != NodeKind.File || change.Kind == ChangeKind.Removed) return [];
        IEnumerable<string> lines = TextDiff.Between(ContentOf(_before, change.From ?? change.Path), ContentOf(_after, change.Path));
        return (change.Parts & ChangedParts.Mode) == 0 ? lines : [$"  mode {ModeOf(_before, change.From ?? change.Path)} -> {ModeOf(_after, change.Path)}", .. lines];
    }

    private static IEnumerable<string> TargetOf(FileSystem fs, string path, string mark) =>
        fs.Posix.ReadLink(path, out string target) == FsError.None ? [mark + target] : [];

    /// <summary>What is no file, or nothing, has no content; neither has one that cannot be read, since the report is about something else.</summary>
    private static Content ContentOf(FileSystem fs, string path) =>
        fs.Posix.LStat(path, out FileStat stat) == FsError.None && stat.Kind == NodeKind.File && fs.Posix.ReadContent(path, out Content content) == FsError.None
            ? content
            : Content.Empty;

    private static string ModeOf(FileSystem fs, string path)
    {
        fs.Posix.LStat(path, out FileStat stat);
        return Convert.ToString(stat.Mode, 8).PadLeft(3, '0');
    }
}
