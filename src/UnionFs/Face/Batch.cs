using UnionFs.Mounting;

namespace UnionFs;

/// <summary>
/// The changes of one <see cref="UnionFileSystem.Update"/>: a file system in which they can be made and read back, and which others see only
/// when all of them are done. Ended with the update; what is used of it later fails with EBADF.
/// </summary>
public sealed class Batch : FileSystem
{
    internal Batch(TreeHost host, LayerStack layers)
    {
        Host = host;
        Layers = layers;
    }

    /// <summary>The lower layers.</summary>
    public override LayerStack Layers { get; }

    internal override TreeHost Host { get; }
}
