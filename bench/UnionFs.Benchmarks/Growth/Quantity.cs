using System.Globalization;

namespace UnionFs.Benchmarks.Growth;

/// <summary>What an axis counts.</summary>
internal enum Quantity
{
    /// <summary>1k, 1M.</summary>
    Count,

    /// <summary>Lengths of files, by powers of 1024.</summary>
    Length,

    /// <summary>Nanoseconds.</summary>
    Time,

    /// <summary>Memory, by powers of 1000.</summary>
    Bytes,
}

/// <summary>Numbers as people write them: three digits and a unit.</summary>
internal static class QuantityText
{
    private static readonly string[] Counts = ["", "k", "M", "G"];
    private static readonly string[] Lengths = [" B", " KiB", " MiB", " GiB"];
    private static readonly string[] Times = [" ns", " µs", " ms", " s"];
    private static readonly string[] Memory = [" B", " kB", " MB", " GB"];

    internal static string Format(this Quantity quantity, double value)
    {
        string[] units = quantity switch { Quantity.Count => Counts, Quantity.Length => Lengths, Quantity.Time => Times, _ => Memory };
        double step = quantity == Quantity.Length ? 1024 : 1000;
        int unit = 0;
        // 999.7 would be written as 1000.
        while (unit < units.Length - 1 && value >= step * 0.9995)
        {
            value /= step;
            unit++;
        }
        string digits = value >= 99.95 ? "0" : value >= 9.995 ? "0.#" : "0.##";
        return value.ToString(digits, CultureInfo.InvariantCulture) + units[unit];
    }

    /// <summary>A number of a row in the unit that it was counted in.</summary>
    internal static string Format(double value, string unit) => unit switch
    {
        "ns" => Quantity.Time.Format(value),
        "us" => Quantity.Time.Format(value * 1e3),
        "ms" => Quantity.Time.Format(value * 1e6),
        "B" => Quantity.Bytes.Format(value),
        "K" => Quantity.Length.Format(value * 1024),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "no unit of a row"),
    };
}
