using System.CommandLine;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs ls [-R] [PATH...]`.</summary>
internal static class LsVerb
{
    internal static Command Create(Tool tool)
    {
        var recursive = new Option<bool>("--recursive", "-R") { Description = "List directories below too" };
        var isLong = new Option<bool>("--long") { Description = "Mode, links, owner, size and time before the name" };
        var directory = new Option<bool>("--directory", "-d") { Description = "List a directory itself, not what is in it" };
        Option<bool> json = Verb.Json();
        Option<bool> digest = Verb.Digest();
        return Verb.Listing(tool, "ls", "List directories of the union, all names", Verb.Paths("What to list; the root if none is given"),
            [recursive, isLong, directory, json, digest],
            (parsed, operands) => LsListing.Print(operands, new LsOptions(
                parsed.GetValue(recursive), parsed.GetValue(isLong), parsed.GetValue(directory), parsed.GetValue(json), parsed.GetValue(digest))));
    }
}
