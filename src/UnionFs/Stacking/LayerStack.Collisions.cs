using UnionFs.Stacking;

namespace UnionFs;

public sealed partial class LayerStack
{
    /// <summary>
    /// The names that differ in case alone, and in form where <see cref="Names"/> ignores that, in one layer or in different ones that merge, whether it ignores case or not: what collides, or
    /// would. Whiteouts do not count, for they show no name. In ordinal order of the paths. O(names in all layers).
    /// </summary>
    public IReadOnlyList<NameCollision> FindCollisions() => CollisionSearch.In(this);
}
