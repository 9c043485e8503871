using System.Text.RegularExpressions;

namespace UnionFs.Testing;

/// <summary>A change as a test writes it down: the words of <see cref="Change.ToString"/>.</summary>
/// <param name="Kind">How.</param>
/// <param name="Path">Where.</param>
/// <param name="From">Where it was.</param>
/// <param name="Parts">What of it, if that matters.</param>
/// <param name="Rest">The path, should what looks like parts be the end of a name.</param>
internal sealed partial record ExpectedChange(ChangeKind Kind, string Path, string? From, ChangedParts? Parts, string Rest)
{
    internal static ExpectedChange Parse(string? text)
    {
        Match match = Words().Match(text ?? "");
        if (!match.Success || !Enum.TryParse(match.Groups["kind"].Value, ignoreCase: true, out ChangeKind kind) || (kind == ChangeKind.Renamed) != match.Groups["from"].Success)
            throw new ArgumentException($"'{text}' is no expected change; write 'added /path', 'modified /path', 'removed /path', 'replaced /path' or 'renamed /from -> /path'.", nameof(text));
        string[] names = match.Groups["parts"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        ChangedParts? parts = names.Length == 0 ? null : ChangedParts.None;
        foreach (string name in names) parts |= Enum.Parse<ChangedParts>(name);
        return new ExpectedChange(kind, match.Groups["path"].Value, match.Groups["from"] is { Success: true } from ? from.Value : null, parts, match.Groups["rest"].Value);
    }

    internal bool Matches(Change change) =>
        change.Kind == Kind && change.From == From && (change.Path == Path && (Parts is null || change.Parts == Parts) || Parts is not null && change.Path == Rest);

    public override string ToString() => new Change(Path, Kind, NodeKind.File, Parts ?? ChangedParts.None, From) is var change && Kind == ChangeKind.Modified && Parts is null
        ? $"modified {Path}"
        : change.ToString();

    [GeneratedRegex(@"^\s*(?<kind>added|modified|removed|replaced|renamed)\s+(?:(?<from>/.*?)\s+->\s+)?(?<rest>(?<path>/.*?)(?:\s+\((?<parts>(?:Content|Mode|Owner|Times|Xattrs|Target|Device|Links)(?:, (?:Content|Mode|Owner|Times|Xattrs|Target|Device|Links))*)\))?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
