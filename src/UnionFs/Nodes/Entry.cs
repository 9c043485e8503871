namespace UnionFs.Nodes;

/// <summary>
/// A name in a directory and what it names. The hash is kept, so that moving an entry between maps hashes nothing; it is one of the
/// comparison that those maps have.
/// </summary>
internal readonly record struct Entry(string Name, Node Node, int Hash)
{
    internal Entry(string name, Node node) : this(name, node, NameHash.Of(name)) { }

    internal Entry(string name, Node node, NameComparison names)
        : this(name, node, names == NameComparison.Ordinal ? NameHash.Of(name) : NameFolding.Hash(names, name)) { }
}
