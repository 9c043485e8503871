using System.Runtime.CompilerServices;

namespace UnionFs.Archives;

internal sealed partial class TarTree
{
    /// <summary>Symbolic links followed on the way to one name, from Linux's MAXSYMLINKS.</summary>
    private const int MaxLinks = 40;

    /// <summary>
    /// Names walked on account of links, in the whole archive. A header of 512 bytes may send the walk through 40 links of 2,000 names; that
    /// many times again is an attack on whoever opens it.
    /// </summary>
    private const long MaxDetour = 4_000_000;

    private long _detour;

    /// <summary>Bytes in one name, from Linux's NAME_MAX: no layer could hold a longer one, whatever the limits say.</summary>
    private const int MaxNameBytes = 255;

    /// <summary>Notes which directories have anything but marks. Once, after the last entry; each node is visited once.</summary>
    internal void Finish() => NoteContent(Root);

    private static bool NoteContent(TarSlot directory)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        bool hasContent = false;
        foreach (TarSlot child in directory.Children!.Values)
            hasContent |= child.Inode is not null || child.IsDirectory && (NoteContent(child) | child.Stated is not null);
        return directory.HasContent = hasContent;
    }

    /// <summary>Whether what is replaced had anything but marks. What was looked at is gone afterwards, so nobody pays twice.</summary>
    private static bool HasContent(TarSlot directory)
    {
        var open = new Stack<TarSlot>([directory]);
        while (open.TryPop(out TarSlot? slot))
        {
            foreach (TarSlot child in slot.Children!.Values)
            {
                if (child.Inode is not null || child.Stated is not null) return true;
                if (child.IsDirectory) open.Push(child);
            }
        }
        return false;
    }

    /// <summary>The place of a name, made if it is not there.</summary>
    private TarSlot FindSlot(TarEntry entry, string[] names)
    {
        TarSlot parent = FindParent(entry, names, forMark: false)!;
        if (!parent.Children!.TryGetValue(names[^1], out TarSlot? slot)) parent.Children.Add(names[^1], slot = NewSlot(entry));
        return slot;
    }

    /// <summary>
    /// The directory of a name, made as far as it is missing. Symbolic links on the way are followed inside the layer, from its root
    /// and never out of it. Null where a mark has nothing to mark, because a file of this layer is on the way.
    /// </summary>
    private TarSlot? FindParent(TarEntry entry, string[] names, bool forMark)
    {
        var way = new List<(string Name, TarSlot Slot)>();
        TarSlot directory = Root;
        Stack<string>? detour = null;
        int links = 0;
        for (int i = 0; i < names.Length - 1 || detour is { Count: > 0 };)
        {
            string name = detour is { Count: > 0 } ? detour.Pop() : names[i++];
            if (name is "" or ".") continue;
            if (name == "..")
            {
                // Only a link's target has these; at the root there is no way up.
                if (way.Count > 0) way.RemoveAt(way.Count - 1);
                directory = way.Count > 0 ? way[^1].Slot : Root;
                continue;
            }
            directory.Children!.TryGetValue(name, out TarSlot? slot);
            if (slot?.Inode is { Entry.Kind: not TarEntryKind.Symlink })
            {
                if (forMark) return null;
                throw Bad(entry, $"'{name}', a parent of it, is no directory in this archive");
            }
            if ((slot?.Inode?.Entry.LinkName ?? LowerLink(entry, way, name, slot)) is { } target)
            {
                if (++links > MaxLinks) throw Bad(entry, $"over {MaxLinks} symbolic links on the way to it");
                detour ??= new Stack<string>();
                string[] parts = target.Split('/');
                ChargeDetour(entry, parts.Length + way.Count);
                for (int part = parts.Length - 1; part >= 0; part--) detour.Push(parts[part]);
                if (target[0] == '/') way.Clear();
                directory = way.Count > 0 ? way[^1].Slot : Root;
                continue;
            }
            CheckName(entry, name);
            if (way.Count >= _limits.MaxPathBytes / 2) throw Bad(entry, "links on the way to it lead deeper than a path can");
            if (slot is null) directory.Children.Add(name, slot = NewSlot(entry));
            slot.Children ??= new Dictionary<string, TarSlot>(StringComparer.Ordinal);
            way.Add((name, slot));
            directory = slot;
        }
        return directory;
    }

    /// <summary>Where a link of a lower layer leads, if such are to be followed and this layer does not hide it.</summary>
    private string? LowerLink(TarEntry entry, List<(string Name, TarSlot Slot)> way, string name, TarSlot? slot)
    {
        if (options.FollowLinksOf is not { } below || slot is { IsDirectory: true } or { Whiteout: true }) return null;
        if (Root.Opaque || way.Exists(static step => step.Slot.Opaque || step.Slot.Whiteout)) return null;
        ChargeDetour(entry, way.Count);
        return below.Find("/" + string.Concat(way.Select(static step => step.Name + "/")) + name)?.LinkTarget;
    }

    private void ChargeDetour(TarEntry entry, int names)
    {
        if ((_detour += names) > MaxDetour) throw Bad(entry, $"links on the way to this and earlier entries lead over {MaxDetour} names");
    }

    private void CheckName(TarEntry entry, string name)
    {
        if (name.Length * 3 > MaxNameBytes && NameEncoding.Encode(name).Length > MaxNameBytes) throw Bad(entry, $"a name on the way to it is over {MaxNameBytes} bytes");
    }

    private TarSlot NewSlot(TarEntry entry)
    {
        if (++_nodes > _limits.MaxEntries) throw Bad(entry, $"with it there are over {_limits.MaxEntries} entries and directories, the limit");
        return new TarSlot();
    }
}
