using UnionFs.Cli.Output;

namespace UnionFs.Cli.Listing;

/// <summary>`diff`: changes, a line each.</summary>
internal static class DiffListing
{
    private static readonly (ChangedParts Part, string Name)[] PartNames =
    [
        (ChangedParts.Content, "content"),
        (ChangedParts.Mode, "mode"),
        (ChangedParts.Owner, "owner"),
        (ChangedParts.Times, "times"),
        (ChangedParts.Xattrs, "xattrs"),
        (ChangedParts.Target, "target"),
        (ChangedParts.Device, "device"),
        (ChangedParts.Links, "links"),
    ];

    internal static void Print(IEnumerable<Change> changes, Printer output, bool json)
    {
        foreach (Change change in changes)
        {
            if (json) output.WriteLine(Json(change));
            else Print(change, output);
        }
    }

    private static JsonLine Json(Change change) => new JsonLine()
        .Add("path", change.Path)
        .Add("change", Word(change.Kind))
        .Add("type", EntryText.Type(change.NodeKind))
        .Add("from", change.From)
        .Add("parts", Parts(change.Parts));

    private static void Print(Change change, Printer output)
    {
        output.Write($"{Word(change.Kind),-9}");
        if (change.From is { } from) output.Write(from).Write(" -> ");
        output.Write(change.Path);
        if (change.Parts != ChangedParts.None) output.Write($" ({string.Join(", ", Parts(change.Parts))})");
        output.WriteLine("");
    }

    internal static IEnumerable<string> Parts(ChangedParts parts)
    {
        foreach ((ChangedParts part, string name) in PartNames)
            if ((parts & part) != 0) yield return name;
    }

    private static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Modified => "modified",
        ChangeKind.Removed => "removed",
        ChangeKind.Replaced => "replaced",
        _ => "renamed",
    };
}
