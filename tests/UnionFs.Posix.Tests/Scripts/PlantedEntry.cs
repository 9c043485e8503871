namespace UnionFs.Posix.Tests.Scripts;

/// <summary>One entry of the tree that a script starts with. Parents come before what is in them.</summary>
internal sealed record PlantedEntry(string Path, NodeKind Kind, int Mode = 0x1ED)
{
    internal uint Uid { get; init; }

    internal uint Gid { get; init; }

    internal UnixTime Access { get; init; }

    internal UnixTime Modify { get; init; }

    /// <summary>The bytes of a file; they start at <see cref="Hole"/>.</summary>
    internal byte[] Content { get; init; } = [];

    internal long Hole { get; init; }

    internal string Target { get; init; } = "";

    internal DeviceNumber Device { get; init; }

    /// <summary>The name this one is a hard link of, which comes before it; null for an inode of its own.</summary>
    internal string? LinkTo { get; init; }

    internal IReadOnlyList<(string Name, byte[] Value)> Xattrs { get; init; } = [];

    internal string Parent => Path.LastIndexOf('/') is >= 0 and var slash ? Path[..slash] : "";

    internal Metadata ToMetadata()
    {
        XattrSet xattrs = XattrSet.Empty;
        foreach ((string name, byte[] value) in Xattrs) xattrs = xattrs.With(name, value);
        return new Metadata { Mode = Kind == NodeKind.Symlink ? 0x1FF : Mode, Uid = Uid, Gid = Gid, AccessTime = Access, ModifyTime = Modify, Xattrs = xattrs };
    }

    public override string ToString() =>
        LinkTo is null
            ? $"{Path}: {Kind} {Convert.ToString(Mode, 8)} {Uid}:{Gid} {Target}{(Content.Length > 0 ? $" {Content.Length} bytes at {Hole}" : "")}{string.Concat(Xattrs.Select(xattr => " " + xattr.Name))}"
            : $"{Path}: link to {LinkTo}";
}
