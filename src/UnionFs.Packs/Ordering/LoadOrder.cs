namespace UnionFs.Packs.Ordering;

/// <summary>
/// The order packs load in: by priority, then as they were added, but each after those it must follow. Stable: of all packs that may
/// come next, the first of the plain order does. O((packs + constraints) x log packs).
/// </summary>
internal static class LoadOrder
{
    /// <exception cref="PackCycleException">They cannot be ordered.</exception>
    internal static Pack[] Of(IEnumerable<Pack> packs)
    {
        // OrderBy is stable: equal priorities stay as they were added.
        Pack[] plain = [.. packs.OrderBy(pack => pack.Priority)];
        List<int>[] followers = Followers(plain, out int[] waitsFor);
        var ready = new PriorityQueue<int, int>();
        for (int i = 0; i < plain.Length; i++)
            if (waitsFor[i] == 0) ready.Enqueue(i, i);
        var order = new List<Pack>(plain.Length);
        while (ready.TryDequeue(out int next, out _))
        {
            order.Add(plain[next]);
            foreach (int follower in followers[next])
                if (--waitsFor[follower] == 0) ready.Enqueue(follower, follower);
        }
        return order.Count == plain.Length ? [.. order] : throw new PackCycleException(FindCycle(plain, followers, waitsFor));
    }

    private static List<int>[] Followers(Pack[] plain, out int[] waitsFor)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < plain.Length; i++) places.Add(plain[i].Name, i);
        List<int>[] followers = Array.ConvertAll(plain, static _ => new List<int>());
        for (int i = 0; i < plain.Length; i++)
        {
            foreach (string name in plain[i].After)
                if (places.TryGetValue(name, out int first)) followers[first].Add(i);
            foreach (string name in plain[i].Before)
                if (places.TryGetValue(name, out int then)) followers[i].Add(then);
        }
        waitsFor = new int[plain.Length];
        foreach (int follower in followers.SelectMany(each => each)) waitsFor[follower]++;
        return followers;
    }

    /// <summary>Whatever still waits is on a cycle or behind one; going back from any of it leads onto one.</summary>
    private static List<string> FindCycle(Pack[] plain, List<int>[] followers, int[] waitsFor)
    {
        var before = new int[plain.Length];
        for (int i = plain.Length - 1; i >= 0; i--)
            if (waitsFor[i] > 0) foreach (int follower in followers[i]) before[follower] = i;
        var met = new HashSet<int>();
        int at = Array.FindIndex(waitsFor, static count => count > 0);
        while (met.Add(at)) at = before[at];

        var cycle = new List<int>();
        for (int i = at; cycle.Count == 0 || i != at; i = before[i]) cycle.Add(i);
        cycle.Reverse();
        int first = cycle.IndexOf(cycle.Min());
        return [.. cycle.Skip(first).Concat(cycle.Take(first)).Select(i => plain[i].Name)];
    }
}
