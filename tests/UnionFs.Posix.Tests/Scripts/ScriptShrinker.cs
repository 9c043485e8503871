namespace UnionFs.Posix.Tests.Scripts;

/// <summary>Makes a script that fails smaller, as long as it fails: fewer steps, then a smaller tree.</summary>
internal static class ScriptShrinker
{
    internal static Script Minimize(Script failing, Func<Script, bool> fails)
    {
        while (Candidates(failing).FirstOrDefault(fails) is { } smaller) failing = smaller;
        return failing;
    }

    private static IEnumerable<Script> Candidates(Script script)
    {
        for (int length = script.Commands.Count; length > 0; length /= 2)
            for (int start = script.Commands.Count - length; start >= 0; start -= length)
                yield return script with { Commands = [.. script.Commands.Take(start), .. script.Commands.Skip(start + length)] };
        foreach (PlantedEntry entry in script.Tree)
        {
            if (entry.Path.Length == 0) continue;
            yield return script with { Tree = [.. script.Tree.Where(other => !Depends(other, entry))] };
            if (entry is { Kind: NodeKind.Directory, Mode: not 0x1ED }) yield return Replaced(script, entry, entry with { Mode = 0x1ED });
            if (entry.Xattrs.Count > 0) yield return Replaced(script, entry, entry with { Xattrs = [] });
        }
    }

    /// <summary>Whether an entry goes when <paramref name="removed"/> does: it is below it, or a link whose first name is.</summary>
    private static bool Depends(PlantedEntry entry, PlantedEntry removed) =>
        IsBelow(entry.Path, removed.Path) || entry.LinkTo is { } first && IsBelow(first, removed.Path);

    private static bool IsBelow(string path, string directory) => path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    private static Script Replaced(Script script, PlantedEntry old, PlantedEntry with) =>
        script with { Tree = [.. script.Tree.Select(entry => entry == old ? with : entry)] };
}
