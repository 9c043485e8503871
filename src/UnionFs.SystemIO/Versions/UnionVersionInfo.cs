using System.IO.Abstractions;

namespace UnionFs.SystemIO.Versions;

/// <summary>What is told of a file's version. Nothing, unless the file is a managed assembly.</summary>
internal sealed class UnionVersionInfo(string fileName) : IFileVersionInfo
{
    public string FileName => fileName;

    public string? Comments { get; internal set; }
    public string? CompanyName { get; internal set; }
    public string? FileDescription { get; internal set; }
    public string? InternalName { get; internal init; }
    public string? Language { get; internal init; }
    public string? LegalCopyright { get; internal set; }
    public string? LegalTrademarks { get; internal set; }
    public string? OriginalFilename { get; internal init; }
    public string? PrivateBuild { get; internal init; }
    public string? ProductName { get; internal set; }
    public string? SpecialBuild { get; internal init; }

    public string? FileVersion { get; private set; }
    public int FileMajorPart { get; private set; }
    public int FileMinorPart { get; private set; }
    public int FileBuildPart { get; private set; }
    public int FilePrivatePart { get; private set; }

    public string? ProductVersion { get; private set; }
    public int ProductMajorPart { get; private set; }
    public int ProductMinorPart { get; private set; }
    public int ProductBuildPart { get; private set; }
    public int ProductPrivatePart { get; private set; }

    // An assembly's metadata tell none of these.
    public bool IsDebug => false;
    public bool IsPatched => false;
    public bool IsPreRelease => false;
    public bool IsPrivateBuild => false;
    public bool IsSpecialBuild => false;

    internal void SetFileVersion(string? version)
    {
        FileVersion = version;
        (FileMajorPart, FileMinorPart, FileBuildPart, FilePrivatePart) = Parts(version);
    }

    internal void SetProductVersion(string? version)
    {
        ProductVersion = version;
        (ProductMajorPart, ProductMinorPart, ProductBuildPart, ProductPrivatePart) = Parts(version);
    }

    /// <summary>Forgiving, as .NET's: digits up to the first other character, 16 bits of each number, nothing where there are over four of them.</summary>
    private static (int Major, int Minor, int Build, int Private) Parts(string? version)
    {
        Span<int> parts = stackalloc int[4];
        string[] texts = version?.Split('.') ?? [];
        if (texts.Length > parts.Length) return default;
        for (int i = 0; i < texts.Length; i++)
        {
            int digits = texts[i].AsSpan().IndexOfAnyExceptInRange('0', '9');
            foreach (char digit in digits < 0 ? texts[i] : texts[i].AsSpan(0, digits)) parts[i] = (ushort)(parts[i] * 10 + digit - '0');
            if (digits >= 0) break;
        }
        return (parts[0], parts[1], parts[2], parts[3]);
    }
}
