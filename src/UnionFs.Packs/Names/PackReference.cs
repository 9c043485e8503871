namespace UnionFs.Packs;

/// <summary>What a reference in a pack, such as `Textures\Wall.PNG`, leads to.</summary>
/// <param name="Path">The path in the union, as the pack that provides it spells it.</param>
/// <param name="Pack">The pack that provides it.</param>
/// <param name="IsExact">
/// Whether the reference is spelled like that. If not, it is found only where case is ignored: on Linux, or by a set with <see cref="NameComparison.Ordinal"/>, it is not.
/// </param>
public sealed record PackReference(string Path, string Pack, bool IsExact);
