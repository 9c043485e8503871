namespace UnionFs.Opening;

/// <summary>
/// A name on the way to an open inode. Pins form a tree that moves with renames, so that an inode opened long ago is found in
/// O(depth) however often its directories were moved.
/// </summary>
internal sealed class Pin(Pin? parent, string name)
{
    internal Pin? Parent { get; set; } = parent;

    internal string Name { get; set; } = name;

    /// <summary>Pins below, and one for an open inode here.</summary>
    internal int References { get; set; }

    internal OpenInode? Open { get; set; }

    /// <summary>The names from the root to this one.</summary>
    internal string[] Path()
    {
        var names = new Stack<string>();
        for (Pin pin = this; pin.Parent is not null; pin = pin.Parent) names.Push(pin.Name);
        return [.. names];
    }

    internal bool IsBelow(Pin other)
    {
        for (Pin? pin = Parent; pin is not null; pin = pin.Parent)
            if (pin == other) return true;
        return false;
    }
}
