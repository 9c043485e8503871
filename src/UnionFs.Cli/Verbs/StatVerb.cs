using System.CommandLine;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs stat PATH...`.</summary>
internal static class StatVerb
{
    internal static Command Create(Tool tool)
    {
        Option<bool> json = Verb.Json();
        Option<bool> digest = Verb.Digest();
        return Verb.Listing(tool, "stat", "Print all that is known of an entry; links are not followed", Verb.Paths("The entries", isRequired: true),
            [json, digest],
            (parsed, operands) => StatListing.Print(operands, parsed.GetValue(json), parsed.GetValue(digest)));
    }
}
