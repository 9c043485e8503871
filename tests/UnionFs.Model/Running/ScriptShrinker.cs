namespace UnionFs.Model;

/// <summary>Smaller scripts to try when one fails: fewer commands, fewer layers, fewer lines in a layer, less in a batch.</summary>
public static class ScriptShrinker
{
    public static IEnumerable<Script> Shrink(Script script)
    {
        ArgumentNullException.ThrowIfNull(script);
        foreach (IReadOnlyList<Command> fewer in Fewer(script.Commands)) yield return script with { Commands = fewer };
        foreach (IReadOnlyList<LayerPlan> fewer in Fewer(script.Layers)) yield return script with { Layers = fewer };
        for (int i = 0; i < script.Layers.Count; i++)
            foreach (IReadOnlyList<LayerItem> fewer in Fewer(script.Layers[i].Items))
                yield return script with { Layers = Replaced(script.Layers, i, [new LayerPlan(fewer)]) };
        for (int i = 0; i < script.Commands.Count; i++)
        {
            if (script.Commands[i] is not UpdateCommand batch) continue;
            yield return script with { Commands = Replaced(script.Commands, i, batch.Inside) };
            foreach (IReadOnlyList<Command> fewer in Fewer(batch.Inside))
                yield return script with { Commands = Replaced(script.Commands, i, [batch with { Inside = fewer }]) };
        }
    }

    /// <summary>The smallest script found that still fails. For callers without a property-testing library.</summary>
    public static Script Minimize(Script failing, Func<Script, bool> fails)
    {
        ArgumentNullException.ThrowIfNull(fails);
        while (true)
        {
            Script? smaller = null;
            foreach (Script candidate in Shrink(failing))
            {
                if (!fails(candidate)) continue;
                smaller = candidate;
                break;
            }
            if (smaller is null) return failing;
            failing = smaller;
        }
    }

    /// <summary>The list without a run of its items: long runs first.</summary>
    private static IEnumerable<IReadOnlyList<T>> Fewer<T>(IReadOnlyList<T> items)
    {
        for (int length = items.Count; length > 0; length /= 2)
            for (int start = items.Count - length; start >= 0; start -= length)
                yield return [.. items.Take(start), .. items.Skip(start + length)];
    }

    private static List<T> Replaced<T>(IReadOnlyList<T> items, int index, IReadOnlyList<T> with) =>
        [.. items.Take(index), .. with, .. items.Skip(index + 1)];
}
