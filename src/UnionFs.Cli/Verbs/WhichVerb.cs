using System.CommandLine;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs which PATH...`.</summary>
internal static class WhichVerb
{
    internal static Command Create(Tool tool)
    {
        Option<bool> json = Verb.Json();
        Option<bool> digest = Verb.Digest();
        return Verb.Listing(tool, "which", "Print which layer provides a path, then every other layer that has something there",
            Verb.Paths("The paths", isRequired: true), [json, digest],
            (parsed, operands) => WhichListing.Print(operands, parsed.GetValue(json), parsed.GetValue(digest)));
    }
}
