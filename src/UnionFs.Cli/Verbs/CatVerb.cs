using System.CommandLine;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs cat PATH...`.</summary>
internal static class CatVerb
{
    internal static Command Create(Tool tool) => Verb.Listing(
        tool, "cat", "Print the bytes of files", Verb.Paths("The files", isRequired: true), [],
        (_, operands) => Concatenation.Print(operands), needsOnlyFiles: true);
}
