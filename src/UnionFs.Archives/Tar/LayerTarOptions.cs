namespace UnionFs.Archives;

/// <summary>How a layer is written as an OCI diff layer.</summary>
public sealed record LayerTarOptions
{
    /// <summary>The defaults below.</summary>
    public static LayerTarOptions Default { get; } = new();

    /// <summary>
    /// Whether what a layer's tar cannot hold (a name that starts with `.wh.`, an extended attribute with `=` in its name, a 0:0 character
    /// device, which overlayfs takes for a whiteout, a path over 4,096 bytes) is left out with a warning. Else it is refused before
    /// anything is written. Sockets are always left out with a warning, as every tar program does.
    /// </summary>
    public bool LeaveOutUnwritable { get; init; }

    /// <summary>Times later than this are written as this (SOURCE_DATE_EPOCH); null for no such limit.</summary>
    public UnixTime? LatestTime { get; init; }
}
