namespace UnionFs;

/// <summary>The number of a device node.</summary>
/// <param name="Major">Which driver.</param>
/// <param name="Minor">Which device of the driver.</param>
public readonly record struct DeviceNumber(uint Major, uint Minor)
{
    /// <summary>`major:minor`.</summary>
    public override string ToString() => $"{Major}:{Minor}";
}
