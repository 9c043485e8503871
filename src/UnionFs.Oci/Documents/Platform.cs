using System.Runtime.InteropServices;

namespace UnionFs.Oci;

/// <summary>What an image runs on, with Go's names: `linux`, `amd64`, and where an architecture has several, a variant.</summary>
/// <param name="Os">Operating system.</param>
/// <param name="Architecture">Processor.</param>
/// <param name="Variant">Of the processor: `v7` of arm.</param>
/// <param name="OsVersion">Of Windows.</param>
public sealed record Platform(string Os, string Architecture, string? Variant = null, string? OsVersion = null)
{
    /// <summary>Linux on this machine's processor: nothing is run here, and images are Linux's.</summary>
    public static Platform Default { get; } = new("linux", RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        System.Runtime.InteropServices.Architecture.Arm => "arm",
        System.Runtime.InteropServices.Architecture.S390x => "s390x",
        System.Runtime.InteropServices.Architecture.Ppc64le => "ppc64le",
        System.Runtime.InteropServices.Architecture.RiscV64 => "riscv64",
        System.Runtime.InteropServices.Architecture.LoongArch64 => "loong64",
        var other => other.ToString().ToUpperInvariant(),
    });

    /// <summary>Reads `os/architecture[/variant]`.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static Platform Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('/');
        if (parts.Length is < 2 or > 3 || parts.Contains("")) throw new FormatException($"'{text}' is no platform: os/architecture[/variant] is meant.");
        return new Platform(parts[0], parts[1], parts.ElementAtOrDefault(2));
    }

    /// <summary>`os/architecture[/variant]`.</summary>
    public override string ToString() => string.Join('/', [Os, Architecture, .. Variant is null ? Array.Empty<string>() : [Variant]]);

    /// <summary>True if an image for <paramref name="other"/> is what was asked for with this.</summary>
    internal bool Accepts(Platform other) =>
        Os == other.Os && Architecture == other.Architecture
        && (Variant is null || NormalVariant == other.NormalVariant)
        && (OsVersion is null || OsVersion == other.OsVersion);

    /// <summary>There is one variant of arm64 that anybody means, and images say it or not.</summary>
    private string? NormalVariant => Architecture == "arm64" && Variant == "v8" ? null : Variant;
}
