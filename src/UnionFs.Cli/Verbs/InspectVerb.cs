using System.CommandLine;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;
using UnionFs.Oci;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs inspect IMAGE`.</summary>
internal static class InspectVerb
{
    internal static Command Create(Tool tool)
    {
        var source = new Argument<string>("IMAGE") { Description = "oci:DIR[:REF], oci-archive:FILE, docker-archive:FILE[:REF] or docker://HOST/NAME[:TAG|@DIGEST]" };
        Option<bool> json = Verb.Json();
        var command = new Command("inspect", "Print an image's layers, their sizes, and the bytes that no one sees because a layer above replaces or removes them") { source, json };
        command.SetAction(parsed =>
        {
            using OciImage image = ImageSource.Open(parsed.GetRequiredValue(source), tool);
            ImageUsage usage = ImageUsage.Of(ImageSource.Read(image, tool));
            if (parsed.GetValue(json)) ImageListing.PrintJson(image, usage, tool.Out);
            else ImageListing.Print(image, usage, tool.Out);
            return Verb.ExitCode(tool);
        });
        return command;
    }
}
