using System.Globalization;
using System.Xml.Linq;

namespace UnionFs.Benchmarks.Growth;

/// <summary>Draws a chart as SVG: both axes logarithmic, text as text, no scripts.</summary>
internal static class SvgPlot
{
    private const int Width = 800, Height = 420;
    private const int Left = 74, Right = 530, Top = 62, Bottom = 364;
    private const int LegendLeft = 562, LegendStep = 42;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    internal static string Draw(Chart chart)
    {
        double[] places = [.. chart.Places];
        LogAxis x = LogAxis.OfValues(places, Left, Right);
        LogAxis y = LogAxis.OfDecades(chart.Series.SelectMany(series => series.Points).Select(point => point.Y), Bottom, Top);
        var svg = new XElement(Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {Height}"), new XAttribute("width", Width), new XAttribute("height", Height), new XAttribute("role", "img"),
            new XElement(Svg + "title", chart.Title),
            new XElement(Svg + "desc", $"{chart.Says} {chart.YLabel} by {chart.XLabel}, both logarithmic."),
            new XElement(Svg + "style", SvgStyle.Css),
            new XElement(Svg + "rect", new XAttribute("class", "paper"), new XAttribute("width", Width), new XAttribute("height", Height)),
            Text("title", Left - 54, 26, chart.Title),
            Text("label", Left - 54, 47, chart.YLabel),
            Text("label middle", (Left + Right) / 2.0, Height - 14, chart.XLabel));
        foreach (double tick in y.Ticks())
        {
            svg.Add(Line("grid", Left, y.Place(tick), Right, y.Place(tick)));
            svg.Add(Text("tick end", Left - 8, y.Place(tick) + 4.5, chart.Y.Format(tick)));
        }
        foreach (double place in places)
        {
            svg.Add(Line("grid", x.Place(place), Top, x.Place(place), Bottom));
            svg.Add(Text("tick middle", x.Place(place), Bottom + 20, chart.X.Format(place)));
        }
        // The first series is the one to see: it is drawn last, above the others.
        for (int i = chart.Series.Count - 1; i >= 0; i--) svg.Add(Curve(chart.Series[i], i, x, y));
        svg.Add(Legend(chart));
        return svg + "\n";
    }

    private static XElement Curve(Series series, int style, LogAxis x, LogAxis y)
    {
        (double X, double Y)[] at = [.. series.Points.Select(point => (x.Place(point.X), y.Place(point.Y)))];
        return new XElement(Svg + "g", new XAttribute("class", SvgStyle.Class(style)),
            new XElement(Svg + "polyline", new XAttribute("points", string.Join(' ', at.Select(point => $"{Number(point.X)},{Number(point.Y)}")))),
            at.Select(point => Mark(style, point.X, point.Y)));
    }

    /// <summary>In the order in which the lines end, with what the last point of each says.</summary>
    private static IEnumerable<XElement> Legend(Chart chart)
    {
        double top = Top + 6;
        foreach ((Series series, int style) in chart.Series.Select((series, i) => (series, i)).OrderByDescending(each => each.series.Points[^1].Y))
        {
            (double place, double value) = series.Points[^1];
            yield return new XElement(Svg + "g", new XAttribute("class", SvgStyle.Class(style)),
                new XElement(Svg + "polyline", new XAttribute("points", $"{LegendLeft - 14},{Number(top)} {LegendLeft + 14},{Number(top)}")),
                Mark(style, LegendLeft, top));
            yield return Text("name", LegendLeft + 22, top + 4.5, series.Name);
            yield return Text("value", LegendLeft + 22, top + 20.5, $"{chart.Y.Format(value)} at {chart.X.Format(place)}");
            top += LegendStep;
        }
    }

    private static XElement Mark(int style, double x, double y) =>
        new(Svg + "path", new XAttribute("transform", $"translate({Number(x)} {Number(y)})"), new XAttribute("d", SvgStyle.Mark(style)));

    private static XElement Line(string kind, double x1, double y1, double x2, double y2) => new(Svg + "line", new XAttribute("class", kind),
        new XAttribute("x1", Number(x1)), new XAttribute("y1", Number(y1)), new XAttribute("x2", Number(x2)), new XAttribute("y2", Number(y2)));

    private static XElement Text(string kind, double x, double y, string text) =>
        new(Svg + "text", new XAttribute("class", kind), new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), text);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
