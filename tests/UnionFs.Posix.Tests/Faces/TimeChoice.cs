namespace UnionFs.Posix.Tests.Faces;

/// <summary>What utimensat is told of one time.</summary>
internal readonly record struct TimeChoice(bool IsOmit, bool IsNow, UnixTime Value)
{
    internal static TimeChoice At(UnixTime value) => new(false, false, value);

    internal TimeSetting ToSetting() => IsOmit ? TimeSetting.Omit : IsNow ? TimeSetting.Now : Value;

    public override string ToString() => IsOmit ? "omit" : IsNow ? "now" : Value.ToString();
}
