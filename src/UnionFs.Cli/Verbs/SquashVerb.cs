using System.CommandLine;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;
using UnionFs.Oci;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs squash IMAGE DST`.</summary>
internal static class SquashVerb
{
    internal static Command Create(Tool tool)
    {
        var source = new Argument<string>("IMAGE") { Description = "The image: oci:DIR[:REF], oci-archive:FILE, docker-archive:FILE[:REF] or docker://HOST/NAME[:TAG|@DIGEST]" };
        var target = new Argument<string>("DST") { Description = "Where to write it, named in the same way" };
        var from = new Option<int>("--from") { Description = "Leave the N lowest layers as they are", HelpName = "N" };
        var command = new Command("squash", "Make an image's layers one, without what upper layers replaced or removed, and write the image") { source, target, from };
        command.SetAction(parsed =>
        {
            string destination = parsed.GetRequiredValue(target);
            ImageSource.Parse(destination);
            using OciImage image = ImageSource.Open(parsed.GetRequiredValue(source), tool);
            int kept = parsed.GetValue(from);
            if (kept < 0 || kept > image.Layers.Count) throw new Failure($"squash: {image.Name} has {image.Layers.Count} layers, not {kept}");
            OciImage squashed = ImageSource.Read(image, tool, options => image.Squash(kept, new AppendOptions { CreatedBy = "unionfs squash" }, options));
            ImageSource.Copy(squashed, destination, tool);
            tool.Out.WriteLine(squashed.Descriptor.Digest.ToString());
            return Verb.ExitCode(tool);
        });
        return command;
    }
}
