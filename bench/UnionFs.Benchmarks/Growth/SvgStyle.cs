using System.Globalization;
using System.Text;

namespace UnionFs.Benchmarks.Growth;

/// <summary>What lines look like: no two share colour, mark and dash, so that colours need not be told apart; light and dark.</summary>
internal static class SvgStyle
{
    // Okabe and Ito's colours, darker on light paper and lighter on dark.
    private static readonly (string Light, string Dark, string Dash, string Mark)[] Lines =
    [
        ("#0072b2", "#56b4e9", "none", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"),
        ("#d55e00", "#ff9a56", "7 4", "M-4.5 -4.5h9v9h-9z"),
        ("#00805e", "#2fc49a", "2 4", "M0 -6l5.5 10h-11z"),
        ("#a64d86", "#e79ac4", "10 4 2 4", "M0 -6l6 6l-6 6l-6 -6z"),
        ("#8a6100", "#f0c040", "4 3", "M0 6l5.5 -10h-11z"),
        ("#555555", "#c0c0c0", "1 3", "M-5 -2h3v-3h4v3h3v4h-3v3h-4v-3h-3z"),
    ];

    internal static string Css { get; } = Write();

    internal static string Class(int style) => $"line s{style % Lines.Length}";

    internal static string Mark(int style) => Lines[style % Lines.Length].Mark;

    private static string Write()
    {
        var css = new StringBuilder("""

            text { font-family: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; font-size: 13px; fill: #24292f; }
            .title { font-size: 17px; font-weight: 600; }
            .label, .value, .tick { fill: #57606a; }
            .middle { text-anchor: middle; }
            .end { text-anchor: end; }
            .paper { fill: #ffffff; }
            .grid { stroke: #d8dee4; stroke-width: 1; }
            .line polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }

            """);
        for (int i = 0; i < Lines.Length; i++)
            css.Append(CultureInfo.InvariantCulture, $".s{i} polyline {{ stroke: {Lines[i].Light}; stroke-dasharray: {Lines[i].Dash}; }} .s{i} path {{ fill: {Lines[i].Light}; }}\n");
        css.Append("@media (prefers-color-scheme: dark) {\n");
        css.Append("text { fill: #e6edf3; } .label, .value, .tick { fill: #9da7b3; } .paper { fill: #0d1117; } .grid { stroke: #30363d; }\n");
        for (int i = 0; i < Lines.Length; i++)
            css.Append(CultureInfo.InvariantCulture, $".s{i} polyline {{ stroke: {Lines[i].Dark}; }} .s{i} path {{ fill: {Lines[i].Dark}; }}\n");
        return css.Append("}\n").ToString();
    }
}
