using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>One row: what ours takes, what the reference takes, and how much of it ours may take.</summary>
/// <param name="Name">What was measured, and after a semicolon beside what.</param>
/// <param name="Ours">The median of ours.</param>
/// <param name="Reference">The median of the reference, or the limit itself where there is one.</param>
/// <param name="Target">The largest ratio that is good enough.</param>
/// <param name="Unit">What both are counted in.</param>
internal sealed record Ratio(string Name, double Ours, double Reference, double Target, string Unit)
{
    internal const int NameWidth = 66;

    private const string FixedLimit = "limit";

    // A row for information has no target, and JSON no infinity.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    internal double Value => Ours / Reference;

    internal bool IsOk => Value <= Target;

    internal string What => Name.Split("; ")[0];

    /// <summary>Empty where it stands alone.</summary>
    internal string Beside => Name[What.Length..].TrimStart(';', ' ');

    internal bool HasFixedLimit => Beside == FixedLimit;

    internal static string Header => $"{"",-NameWidth} {"ours",12} {"reference",12} {"ratio",8} {"target",7}";

    /// <summary>A row with a fixed limit.</summary>
    internal static Ratio Limit(string name, double ours, double limit, string unit) => new($"{name}; {FixedLimit}", ours, limit, 1, unit);

    internal string ToJson() => JsonSerializer.Serialize(new { name = Name, ours = Ours, reference = Reference, unit = Unit, ratio = Value, target = Target, ok = IsOk }, Json);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name,-NameWidth} {Number(Ours),9} {Unit,-2} {Number(Reference),9} {Unit,-2} {Value,8:0.00} {Target,7:0.##}  {(IsOk ? "ok" : "short")}");

    private static string Number(double value) => value.ToString(value >= 1000 ? "0" : value >= 10 ? "0.0" : "0.000", CultureInfo.InvariantCulture);
}
