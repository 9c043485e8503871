namespace UnionFs;

/// <summary>How names collide where case is ignored.</summary>
public enum NameCollisionKind
{
    /// <summary>
    /// One layer has names that differ in case alone in what is one directory then. Directories among them are united; of others each is
    /// found by its own spelling, the ordinally first by any third one; those of one spelling, in directories that are united, hide each other.
    /// </summary>
    WithinLayer,
    /// <summary>Layers spell a name differently: they merge, or the upper hides the lower, as if they spelled it alike.</summary>
    AcrossLayers,
}

/// <summary>A name that collides.</summary>
/// <param name="LayerIndex">The place of its layer in the stack, counted from the top.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Path">The path in that layer, as it is spelled there.</param>
public readonly record struct CollidingName(int LayerIndex, Layer Layer, string Path);

/// <summary>Names of a stack's layers that are one name where case is ignored. See <see cref="LayerStack.FindCollisions"/>.</summary>
/// <param name="Directory">The directory they are in, spelled as the topmost of the layers that have it.</param>
/// <param name="Kind">Where they come from; where both is so, <see cref="NameCollisionKind.WithinLayer"/>.</param>
/// <param name="Names">All of them, the topmost layer first, in a layer in ordinal order.</param>
public sealed record NameCollision(string Directory, NameCollisionKind Kind, IReadOnlyList<CollidingName> Names)
{
    /// <summary>A line for a person.</summary>
    public override string ToString() => $"{Directory}: " + string.Join(", ", Names.Select(name => $"{name.Path} ({name.Layer})"));
}
