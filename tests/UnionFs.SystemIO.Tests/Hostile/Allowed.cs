namespace UnionFs.SystemIO.Tests.Hostile;

/// <summary>Where bad arguments may come to something else than on System.IO.</summary>
internal static class Allowed
{
    /// <summary>TestableIO's wrapper takes a mode and does nothing with it; InfoTests compare with System.IO.</summary>
    internal static bool IsDifferent(string member) => member.Contains("Info.set_UnixFileMode", StringComparison.Ordinal);

    internal static bool IsDifferent(string member, string expected, string actual)
    {
        if (IsDifferent(member)) return true;
        // A null that nobody looked at there is named here.
        if (expected.Contains(nameof(NullReferenceException), StringComparison.Ordinal)) return actual.Contains(nameof(ArgumentNullException), StringComparison.Ordinal);
        return false;
    }
}
