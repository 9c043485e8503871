using UnionFs.Packs.Rules;

namespace UnionFs.Packs.Mounting;

/// <summary>
/// A folder that was read again, with the contents it had before wherever a file is the same: so that what did not change is known to be so without a read.
/// </summary>
internal static class FolderVersion
{
    /// <summary>The later version; the earlier one itself where nothing differs. O(entries).</summary>
    internal static Layer Of(Layer earlier, Layer later)
    {
        Dictionary<string, LayerEntry> known = earlier.Entries().ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        var builder = new LayerBuilder(later.Name);
        var firstNames = new Dictionary<long, string>();
        bool differs = false;
        int count = 0;
        foreach (LayerEntry entry in later.Entries())
        {
            count++;
            LayerEntry? before = known.GetValueOrDefault(entry.Path);
            bool isSame = before is not null && before.Kind == entry.Kind && before.LinkTarget == entry.LinkTarget && before.HardLinkOf == entry.HardLinkOf
                && before.Content.Length == entry.Content.Length && before.Metadata == entry.Metadata;
            differs |= !isSame;
            if (entry.Kind == NodeKind.Directory) builder.AddDirectory(entry.Path, entry.Metadata, entry.IsOpaque);
            else PackFilter.Add(builder, entry.Path, entry, firstNames, isSame ? before!.Content : entry.Content);
        }
        return differs || count != known.Count ? builder.Build() : earlier;
    }
}
