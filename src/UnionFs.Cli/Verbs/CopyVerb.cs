using System.CommandLine;
using UnionFs.Cli.Output;
using UnionFs.Cli.Sources;
using UnionFs.Oci;

namespace UnionFs.Cli.Verbs;

/// <summary>`unionfs copy SRC DST`: pull, push, and from one kind of archive to another.</summary>
internal static class CopyVerb
{
    internal static Command Create(Tool tool)
    {
        var source = new Argument<string>("SRC") { Description = "The image: oci:DIR[:REF], oci-archive:FILE, docker-archive:FILE[:REF] or docker://HOST/NAME[:TAG|@DIGEST]" };
        var target = new Argument<string>("DST") { Description = "Where to write it, named in the same way" };
        var command = new Command("copy", "Copy an image between directories, archives and registries; what is there already is not copied again") { source, target };
        command.SetAction(parsed =>
        {
            string destination = parsed.GetRequiredValue(target);
            ImageSource.Parse(destination);
            using OciImage image = ImageSource.Open(parsed.GetRequiredValue(source), tool);
            ImageSource.Copy(image, destination, tool);
            tool.Out.WriteLine(image.Descriptor.Digest.ToString());
            return Verb.ExitCode(tool);
        });
        return command;
    }
}
