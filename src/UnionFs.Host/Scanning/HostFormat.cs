using UnionFs.Host.Linux;

namespace UnionFs.Host.Scanning;

/// <summary>What the nodes of a host directory mean in a layer: taken as they are, or with overlayfs's marks understood.</summary>
internal abstract class HostFormat
{
    /// <summary>Everything is what it is.</summary>
    internal static HostFormat Plain { get; } = new PlainFormat();

    /// <summary>What the node at <paramref name="path"/> means.</summary>
    /// <exception cref="IOException">It means something that a layer cannot say.</exception>
    internal abstract HostMeaning Interpret(NodeKind kind, in HostStat stat, XattrSet xattrs, string path);

    private sealed class PlainFormat : HostFormat
    {
        internal override HostMeaning Interpret(NodeKind kind, in HostStat stat, XattrSet xattrs, string path) => new(xattrs);
    }
}
