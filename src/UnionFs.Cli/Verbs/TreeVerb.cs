using System.CommandLine;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs tree [PATH...]`.</summary>
internal static class TreeVerb
{
    internal static Command Create(Tool tool)
    {
        Option<bool> json = Verb.Json();
        Option<bool> digest = Verb.Digest();
        return Verb.Listing(tool, "tree", "Draw directories with everything below", Verb.Paths("What to draw; the root if none is given"),
            [json, digest],
            (parsed, operands) => TreeListing.Print(operands, parsed.GetValue(json), parsed.GetValue(digest)));
    }
}
