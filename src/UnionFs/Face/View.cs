using UnionFs.Trees;

namespace UnionFs;

/// <summary>Which layers lie below a file system, and the tree they make: what a difference is taken from.</summary>
/// <param name="Layers">The lower layers.</param>
/// <param name="Base">What they look like merged.</param>
/// <param name="Carried">What came along from other layers that lay below before; null where nothing did.</param>
internal sealed record View(LayerStack Layers, Tree Base, Carried? Carried = null);

/// <summary>
/// Changes that were made over other layers. They stay as they were written then: a directory that was edited and is in no layer now must merge
/// again with the one of a layer that comes back, which a difference from the present layers would hide.
/// </summary>
/// <param name="Changes">The changes.</param>
/// <param name="Tree">What they made of the present layers: where later changes start.</param>
internal sealed record Carried(Layer Changes, Tree Tree);
