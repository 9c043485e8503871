using System.CommandLine;
using UnionFs.Cli.Listing;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;
using UnionFs.Oci;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs rebase IMAGE --onto BASE DST`.</summary>
internal static class RebaseVerb
{
    internal static Command Create(Tool tool)
    {
        var source = new Argument<string>("IMAGE") { Description = "The image: oci:DIR[:REF], oci-archive:FILE, docker-archive:FILE[:REF] or docker://HOST/NAME[:TAG|@DIGEST]" };
        var target = new Argument<string>("DST") { Description = "Where to write it, named in the same way" };
        var onto = new Option<string>("--onto") { Description = "The new base", HelpName = "BASE", Required = true };
        var oldBase = new Option<string?>("--old-base") { Description = "The image it was built on; without it, what it has in common with the new base stays below", HelpName = "IMAGE" };
        var from = new Option<int?>("--from") { Description = "Instead: its own layers are those above the N lowest", HelpName = "N" };
        var strict = new Option<bool>("--strict") { Description = "Write nothing if there are conflicts" };
        Option<bool> json = Verb.Json();
        var command = new Command("rebase", "Move an image's own layers onto another base, and tell where they replace or remove what differs between the bases") { source, target, onto, oldBase, from, strict, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(from) is not null && parsed.GetValue(oldBase) is not null) throw new UsageFailure("rebase: --from and --old-base say the same thing twice");
            string destination = parsed.GetRequiredValue(target);
            ImageSource.Parse(destination);
            using OciImage image = ImageSource.Open(parsed.GetRequiredValue(source), tool);
            using OciImage newBase = ImageSource.Open(parsed.GetRequiredValue(onto), tool);
            using OciImage? known = parsed.GetValue(oldBase) is { } name ? ImageSource.Open(name, tool) : null;
            var choice = new RebaseOptions { From = parsed.GetValue(from), OldBase = known };
            RebasedImage rebased = ImageSource.Read(image, tool, options => image.Rebase(newBase, choice, options));
            ConflictListing.Print(rebased.Conflicts, tool, parsed.GetValue(json));
            if (parsed.GetValue(strict) && rebased.Conflicts.Count > 0) throw new Failure($"rebase: {rebased.Conflicts.Count} conflicts, nothing was written");
            ImageSource.Copy(rebased.Image, destination, tool);
            string digest = rebased.Image.Descriptor.Digest.ToString();
            if (parsed.GetValue(json)) tool.Out.WriteLine(new JsonLine().Add("digest", digest));
            else tool.Out.WriteLine(digest);
            return Verb.ExitCode(tool);
        });
        return command;
    }
}
