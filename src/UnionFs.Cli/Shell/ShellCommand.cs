using UnionFs.Cli.Output;

namespace UnionFs.Cli.Shell;

/// <summary>A command of the shell. It has no state of its own: what it works on is the session.</summary>
internal abstract class ShellCommand
{
    internal abstract string Name { get; }

    /// <summary>Options and operands, for `help` and for errors.</summary>
    internal abstract string Synopsis { get; }

    /// <summary>What it does, in a few words.</summary>
    internal abstract string Summary { get; }

    /// <summary>The options, see <see cref="Arguments.Parse"/>; null for a command that reads its words itself.</summary>
    protected virtual IReadOnlyList<string>? Options => [];

    /// <summary>How few and how many operands there may be.</summary>
    protected abstract (int Least, int Most) OperandCount { get; }

    protected const int Any = int.MaxValue;

    internal void Run(Session session, IReadOnlyList<string> words)
    {
        Arguments arguments = Options is { } options ? Arguments.Parse(Name, words, options) : Arguments.Plain(words);
        CheckCount(arguments);
        Run(session, arguments);
    }

    protected abstract void Run(Session session, Arguments arguments);

    /// <summary>Ends the command if the file system said no.</summary>
    protected void Check(FsError error, string path)
    {
        if (error != FsError.None) throw Failure.Of(Name, path, error);
    }

    /// <summary>A wrong use of the command, with how to use it.</summary>
    protected UsageFailure Misused(string problem) => new($"{Name}: {problem} (usage: {Usage})");

    internal string Usage => Synopsis.Length == 0 ? Name : $"{Name} {Synopsis}";

    private void CheckCount(Arguments arguments)
    {
        (int least, int most) = OperandCount;
        if (arguments.Operands.Count < least) throw Misused("missing operand");
        if (arguments.Operands.Count > most) throw Misused($"extra operand '{arguments.Operands[most]}'");
    }
}
