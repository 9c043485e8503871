using System.Text;

namespace UnionFs.Oci;

/// <summary>A history as its entries are written, made to fit the layers: as many steps with a layer as there are layers.</summary>
internal sealed class HistorySteps
{
    private readonly List<string> _steps;

    private HistorySteps(List<string> steps) => _steps = steps;

    internal int Count => _steps.Count;

    internal IReadOnlyList<string> Steps => _steps;

    /// <summary>Steps that are missing are empty objects; those that no layer is left for made none.</summary>
    internal static HistorySteps Of(ImageConfig config, int layers)
    {
        List<string> steps = new JsonEdit(config.Bytes).Items(["history"]);
        for (int i = 0; i < steps.Count; i++)
            if (!config.History[i].IsEmptyLayer && layers-- <= 0) steps[i] = WithoutLayer(steps[i]);
        while (layers-- > 0) steps.Add("{}");
        return new HistorySteps(steps);
    }

    /// <summary>How many steps there are up to that of the last of so many layers.</summary>
    internal int CountTo(int layers)
    {
        int count = 0;
        while (layers > 0) if (!IsEmptyLayer(_steps[count++])) layers--;
        return count;
    }

    /// <summary>How many of the first steps are another history's as well.</summary>
    internal int CommonWith(HistorySteps other) => _steps.Zip(other._steps).TakeWhile(pair => pair.First == pair.Second).Count();

    /// <summary>The step, as one that made no layer.</summary>
    internal static string WithoutLayer(string step) => Encoding.UTF8.GetString(new JsonEdit(Encoding.UTF8.GetBytes(step)).Set([], "empty_layer", "true").Bytes);

    private static bool IsEmptyLayer(string step) => JsonValue.Parse(Encoding.UTF8.GetBytes(step), "history", HistoryEntry.Read).IsEmptyLayer;
}
