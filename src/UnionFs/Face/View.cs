using UnionFs.Trees;

namespace UnionFs;

/// <summary>Which layers lie below a file system, and the tree they make: what a difference is taken from.</summary>
/// <param name="Layers">The lower layers.</param>
/// <param name="Base">What they look like merged.</param>
internal sealed record View(LayerStack Layers, Tree Base);
