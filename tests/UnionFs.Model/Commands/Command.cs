namespace UnionFs.Model;

/// <summary>One step of a script: a plain value that prints as one line.</summary>
public abstract record Command
{
    /// <summary>Runs it on both sides; the first disagreement, or null.</summary>
    public abstract string? Run(World world);

    protected static string Quote(string text) => text.Length > 40 ? $"\"{text[..8]}...\"({text.Length})" : $"\"{text.Replace("\0", "\\0", StringComparison.Ordinal)}\"";

    protected static string Octal(int mode) => "0" + Convert.ToString(mode, 8);

    /// <summary>A short run of bytes that is recognisable in a file.</summary>
    protected static byte[] Bytes(int length) => LayerItem.Pattern(length);
}

/// <summary>A command that does the same on either side, each by itself; the answers are compared.</summary>
public abstract record SideCommand : Command
{
    public sealed override string? Run(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        Outcome actual = On(world.Engine);
        Outcome expected = On(world.Model);
        if (actual with { Number = 0 } != expected with { Number = 0 }) return $"engine: {actual}\n  model:  {expected}";
        world.Context.Coverage.Hit($"answer: {GetType().Name} {expected.Error}");
        return expected.Number == 0 || world.Numbers.Agree(expected.Number, actual.Number) ? null : $"the inode number changed to {actual.Number}";
    }

    /// <summary>Runs it on one side alone.</summary>
    public Outcome Answer(Side side) => On(side);

    protected abstract Outcome On(Side side);
}
