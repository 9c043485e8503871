namespace UnionFs.Benchmarks.Ratios;

/// <summary>One row: what ours takes, what the reference takes, and how much of it ours may take.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">The median of ours.</param>
/// <param name="Reference">The median of the reference, or the limit itself where there is one.</param>
/// <param name="Target">The largest ratio that is good enough.</param>
/// <param name="Unit">What both are counted in.</param>
internal sealed record Ratio(string Name, double Ours, double Reference, double Target, string Unit)
{
    internal double Value => Ours / Reference;

    internal bool IsOk => Value <= Target;

    internal static string Header => $"{"",-52} {"ours",12} {"reference",12} {"ratio",8} {"target",8}";

    public override string ToString() =>
        FormattableString.Invariant($"{Name,-52} {Number(Ours),9} {Unit,-2} {Number(Reference),9} {Unit,-2} {Value,8:0.00} {Target,8:0.##}  {(IsOk ? "ok" : "short")}");

    private static string Number(double value) => value.ToString(value >= 1000 ? "0" : value >= 10 ? "0.0" : "0.000", System.Globalization.CultureInfo.InvariantCulture);
}
