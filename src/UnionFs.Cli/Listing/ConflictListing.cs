using UnionFs.Cli.Output;
using UnionFs.Oci;

namespace UnionFs.Cli.Listing;

/// <summary>`rebase`: where moved layers do not fit their new base; warnings, or JSON Lines on standard output.</summary>
internal static class ConflictListing
{
    internal static void Print(IEnumerable<RebaseConflict> conflicts, Tool tool, bool json)
    {
        foreach (RebaseConflict conflict in conflicts)
        {
            if (json) tool.Out.WriteLine(new JsonLine().Add("path", conflict.Path).Add("conflict", Word(conflict.Kind)).Add("parts", DiffListing.Parts(conflict.Parts)));
            else tool.Errors.Warn($"conflict: {conflict}");
        }
    }

    private static string Word(RebaseConflictKind kind) => kind switch
    {
        RebaseConflictKind.Replaces => "replaces",
        RebaseConflictKind.Removes => "removes",
        RebaseConflictKind.Gone => "gone",
        _ => "nothing-to-remove",
    };
}
