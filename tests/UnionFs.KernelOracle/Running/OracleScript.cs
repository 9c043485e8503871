using UnionFs.KernelOracle.Layers;
using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Scripts;

namespace UnionFs.KernelOracle.Running;

/// <summary>
/// Layers from the bottom up, and two sequences of steps: the second one starts over what the first left behind, as one more layer.
/// </summary>
internal sealed record OracleScript(int Seed, IReadOnlyList<LayerPlan> Layers, IReadOnlyList<Command> First, IReadOnlyList<Command> Second)
{
    internal const int Steps = 40;

    private const long Large = 1 << 22;

    /// <summary>Where it is in the mount.</summary>
    internal string Name => $"s{Seed}";

    internal bool HasHardLinks => Layers.Any(layer => layer.HasHardLinks);

    internal static OracleScript FromSeed(int seed)
    {
        var words = new Words(new Random(seed));
        IReadOnlyList<LayerPlan> layers = new LayerGenerator(words).Next();
        foreach (PlantedEntry entry in layers.SelectMany(layer => layer.Tree)) words.Know(entry.Path.Length == 0 ? "/" : entry.Path, entry.Kind == NodeKind.Directory);
        var generator = new CommandGenerator(words);
        return new OracleScript(seed, layers, Sequence(generator), Sequence(generator));
    }

    public override string ToString()
    {
        var text = new System.Text.StringBuilder().Append("seed ").Append(Seed).Append('\n');
        for (int i = 0; i < Layers.Count; i++) text.Append("  layer ").Append(i).Append('\n').Append(Layers[i]);
        foreach (Command command in First) text.Append("  ").Append(command).Append('\n');
        if (Second.Count > 0) text.Append("  then over that\n");
        foreach (Command command in Second) text.Append("  ").Append(command).Append('\n');
        return Script.Shorten(text.ToString());
    }

    private static List<Command> Sequence(CommandGenerator generator)
    {
        var commands = new List<Command>();
        while (commands.Count < Steps)
            if (generator.Next() is var command && !IsHuge(command)) commands.Add(command);
        return commands;
    }

    /// <summary>Large files, all hole, would have to be read from end to end when a tree is compared and a layer is written.</summary>
    private static bool IsHuge(Command command) => command switch
    {
        TruncateCommand truncate => IsHuge(truncate.Length),
        SetLengthCommand set => IsHuge(set.Length),
        WriteCommand write => IsHuge(write.Offset),
        AllocateCommand allocate => IsHuge(allocate.Offset) || allocate.Length > Large, // up to the last byte there can be, too
        CopyRangeCommand copy => IsHuge(copy.Offset),
        SeekCommand seek => IsHuge(seek.Offset),
        AtCommand at => IsHuge(at.Inner),
        ItselfCommand itself => IsHuge(itself.Inner),
        _ => false,
    };

    private static bool IsHuge(long length) => length is > Large and < long.MaxValue;
}
