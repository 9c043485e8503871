using UnionFs.Stacking;

namespace UnionFs;

public sealed partial class LayerStack
{
    /// <summary>
    /// The names that differ in case alone, in one layer or in different ones that merge, whatever <see cref="Names"/> says: what collides, or
    /// would. Whiteouts do not count, for they show no name. In ordinal order of the paths. O(names in all layers).
    /// </summary>
    public IReadOnlyList<NameCollision> FindCollisions() => CollisionSearch.In(this);
}
