using System.Collections.ObjectModel;
using System.IO.Enumeration;

namespace UnionFs.SystemIO.Watching;

/// <summary>The patterns of a watcher; what means everything is written `*`.</summary>
internal sealed class FilterCollection : Collection<string>
{
    internal bool Match(string name, bool ignoresCase)
    {
        if (Count == 0) return true;
        // A handler may change the patterns meanwhile.
        foreach (string filter in this.ToArray())
            if (FileSystemName.MatchesSimpleExpression(filter, name, ignoresCase)) return true;
        return false;
    }

    protected override void InsertItem(int index, string item) => base.InsertItem(index, Normalized(item));

    protected override void SetItem(int index, string item) => base.SetItem(index, Normalized(item));

    private static string Normalized(string item) => string.IsNullOrEmpty(item) || item == "*.*" ? "*" : item;
}
