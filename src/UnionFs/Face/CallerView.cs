using UnionFs.Mounting;
using UnionFs.Trees;

namespace UnionFs.Face;

/// <summary>A file system as one caller sees it: the same host, with an identity.</summary>
internal sealed class CallerView(FileSystem origin, Identity? caller) : FileSystem
{
    public override LayerStack Layers => origin.Layers;

    public override bool IsReadOnly => origin.IsReadOnly;

    internal override TreeHost Host => origin.Host;

    internal override Tree Tree => origin.Tree;

    internal override Identity? Caller => caller;
}
