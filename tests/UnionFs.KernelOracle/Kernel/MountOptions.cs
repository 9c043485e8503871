namespace UnionFs.KernelOracle.Kernel;

/// <summary>How overlayfs is mounted, and what follows from it.</summary>
/// <param name="Text">As mount(8) takes it.</param>
/// <param name="RenamesDirectories">Directories of lower layers can be renamed (redirect_dir=on).</param>
/// <param name="KeepsHardLinks">Hard links of lower layers stay one file when it changes (index=on).</param>
/// <param name="CopiesMetadataFirst">Changes of metadata leave the bytes where they are (metacopy=on).</param>
internal sealed record MountOptions(string Text, bool RenamesDirectories, bool KeepsHardLinks, bool CopiesMetadataFirst)
{
    internal static MountOptions Full { get; } = new("redirect_dir=on,index=on,metacopy=off", true, true, false);

    internal static MountOptions Metacopy { get; } = new("redirect_dir=on,index=on,metacopy=on", true, true, true);

    /// <summary>What the kernel does unless told or configured otherwise.</summary>
    internal static MountOptions Default { get; } = new("redirect_dir=off,index=off,metacopy=off", false, false, false);

    /// <summary>How a second look at the same directories is mounted: without the index, which says what no layer says.</summary>
    internal string WithoutIndex => Text.Replace("index=on", "index=off", StringComparison.Ordinal);

    public override string ToString() => Text;
}
