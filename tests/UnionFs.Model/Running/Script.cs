namespace UnionFs.Model;

/// <summary>Layers, and commands on the file system over them. Prints as a list that a person can read and type again.</summary>
public sealed record Script(string Origin, IReadOnlyList<LayerPlan> Layers, IReadOnlyList<Command> Commands, TimeSpan ClockStep)
{
    public const int DefaultSteps = 50;

    /// <summary>Whether the file system ignores case.</summary>
    public bool IgnoreCase { get; init; }

    public static Script FromSeed(int seed, int steps = DefaultSteps, bool ignoreCase = false)
    {
        var bytes = new byte[4096];
        new Random(seed).NextBytes(bytes);
        return FromPlan(bytes, steps, ignoreCase) with { Origin = $"seed {seed}" };
    }

    /// <summary>A script of at most <paramref name="maxSteps"/> commands; any bytes are one.</summary>
    public static Script FromPlan(ReadOnlySpan<byte> plan, int maxSteps = 200, bool ignoreCase = false)
    {
        var reader = new PlanReader(plan.ToArray());
        var words = new Words(reader, ignoreCase);
        // Now and then time stands still, as it does for a caller with a fake clock.
        TimeSpan step = reader.OneIn(8) ? TimeSpan.Zero : TimeSpan.FromTicks(12_345_678);
        var layers = new List<LayerPlan>();
        for (int count = reader.Choose(6); count > 0 && !reader.IsAtEnd; count--) layers.Add(LayerGenerator.Next(words));
        var generator = new CommandGenerator(words);
        var commands = new List<Command>();
        while (commands.Count < maxSteps && !reader.IsAtEnd) commands.Add(generator.Next());
        return new Script("plan", layers, commands, step) { IgnoreCase = ignoreCase };
    }

    public override string ToString()
    {
        var text = new System.Text.StringBuilder().Append(Origin).Append(", clock step ").Append(ClockStep).Append(IgnoreCase ? ", ignoring case" : "").Append('\n');
        for (int i = 0; i < Layers.Count; i++) text.Append("  layer ").Append(i).Append(" from the bottom:\n    ").Append(Layers[i]).Append('\n');
        foreach (Command command in Commands) text.Append("  ").Append(command).Append('\n');
        return text.ToString();
    }
}
