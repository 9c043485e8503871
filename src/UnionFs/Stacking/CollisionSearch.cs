using UnionFs.Nodes;

namespace UnionFs.Stacking;

/// <summary>
/// Finds names that differ in case alone, and in form where the stack ignores that, directory by directory, in all layers at once. It looks at the layers as they are
/// written, so it also answers for a stack that does not ignore case: what would collide.
/// </summary>
internal sealed class CollisionSearch
{
    private readonly NameComparison _names;
    private readonly List<NameCollision> _found = [];

    /// <summary>Directories that are one where case is ignored, the topmost first: those that merge, or of one layer.</summary>
    private readonly Stack<List<Place>> _open = new();

    private CollisionSearch(NameComparison names) => _names = names;

    internal static List<NameCollision> In(LayerStack stack)
    {
        var search = new CollisionSearch(stack.Names | NameComparison.IgnoreCase);
        search.Open(stack.Select((layer, index) => new Place(new CollidingName(index, layer, "/"), layer.Root)));
        while (search._open.TryPop(out List<Place>? directories)) search.Look(directories);
        search._found.Sort(static (a, b) => string.CompareOrdinal(a.Names[0].Path, b.Names[0].Path));
        return search._found;
    }

    private void Look(List<Place> directories)
    {
        var names = new Dictionary<string, List<Place>>(StringComparer.Ordinal);
        foreach (Place directory in directories)
        {
            string prefix = directory.Name.Path == "/" ? "/" : directory.Name.Path + "/";
            foreach (Entry entry in ((DirectoryNode)directory.Node).Entries.Ordered)
            {
                string key = NameFolding.KeyOf(_names, entry.Name);
                if (!names.TryGetValue(key, out List<Place>? places)) names.Add(key, places = []);
                places.Add(new Place(directory.Name with { Path = prefix + entry.Name }, entry.Node));
            }
        }
        foreach (List<Place> places in names.Values)
        {
            if (IsMoreThanOne(places)) Report(directories[0].Name.Path, places);
            if (places.Exists(static place => place.Node is DirectoryNode)) Open(places);
        }
    }

    /// <summary>Whether a layer has the name twice, or two spell it differently. Most names are spared the rest.</summary>
    private static bool IsMoreThanOne(List<Place> places)
    {
        for (int i = 1; i < places.Count; i++)
        {
            (CollidingName one, CollidingName two) = (places[i - 1].Name, places[i].Name);
            if (one.LayerIndex == two.LayerIndex || LastOf(one.Path) != LastOf(two.Path)) return true;
        }
        return false;
    }

    /// <summary>What a whiteout hides is not united with what is above; a whiteout itself shows no name.</summary>
    private void Report(string directory, List<Place> places)
    {
        var united = new List<CollidingName>();
        bool isWithin = false;
        foreach (IGrouping<int, Place> layer in places.GroupBy(place => place.Name.LayerIndex))
        {
            CollidingName[] shown = [.. layer.Where(place => place.Node is not WhiteoutNode).Select(place => place.Name)];
            Array.Sort(shown, static (a, b) => string.CompareOrdinal(a.Path, b.Path));
            isWithin |= shown.Length > 1;
            united.AddRange(shown);
            if (shown.Length < layer.Count()) Close();
        }
        Close();

        void Close()
        {
            bool isSpelledAlike = united.Select(name => LastOf(name.Path)).Distinct(StringComparer.Ordinal).Count() < 2;
            if (isWithin || !isSpelledAlike)
                _found.Add(new NameCollision(directory, isWithin ? NameCollisionKind.WithinLayer : NameCollisionKind.AcrossLayers, united));
            united = [];
            isWithin = false;
        }
    }

    /// <summary>Goes on in the directories among some places: those that merge together, those that are hidden by themselves.</summary>
    private void Open(IEnumerable<Place> places)
    {
        var united = new List<Place>();
        foreach (IGrouping<int, Place> layer in places.GroupBy(place => place.Name.LayerIndex))
        {
            united.AddRange(layer.Where(place => place.Node is DirectoryNode).OrderBy(place => place.Name.Path, StringComparer.Ordinal));
            if (layer.All(place => place.Node is DirectoryNode { Opaque: false })) continue;
            Close();
        }
        Close();

        void Close()
        {
            if (united.Count == 0) return;
            _open.Push(united);
            united = [];
        }
    }

    private static string LastOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private readonly record struct Place(CollidingName Name, Node Node);
}
