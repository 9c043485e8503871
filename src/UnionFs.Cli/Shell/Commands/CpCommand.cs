namespace UnionFs.Cli.Shell.Commands;

/// <summary>`cp`: without -r files only; -r takes links as links.</summary>
internal sealed class CpCommand : ShellCommand
{
    internal override string Name => "cp";

    internal override string Synopsis => "[-r] [-a] [-p] [-T] SOURCE... DEST";

    internal override string Summary => "copy files; -r trees; -p with mode, owner and times; -a is -r -p";

    protected override IReadOnlyList<string> Options => ["r|R|recursive", "a|archive", "p|preserve", "f|force", "T|no-target-directory"];

    protected override (int Least, int Most) OperandCount => (2, Any);

    protected override void Run(Session session, Arguments arguments)
    {
        bool isArchive = arguments.Has("a");
        foreach ((string source, string target) in Destination.Pairs(Name, session, arguments))
        {
            var copy = new TreeCopy(session, Name, preserve: isArchive || arguments.Has("p"));
            if (isArchive || arguments.Has("r")) copy.CopyTree(source, target);
            else copy.CopyFile(source, target);
        }
    }
}
