using UnionFs.Nodes;

namespace UnionFs.Opening;

/// <summary>The inodes that one live tree has open, and where they are. Callers hold the tree's writer lock.</summary>
internal sealed class OpenInodes
{
    private readonly Pin _root = new(null, "");
    private Dictionary<(Pin Parent, string Name), Pin> _pins = [];
    private readonly HashSet<OpenInode> _nameless = new(ReferenceEqualityComparer.Instance);
    private Dictionary<SharedInode, OpenInode> _shared = new(ReferenceEqualityComparer.Instance);
    private int _exclusiveLocks;
    private int _lockTurns;

    /// <summary>Nothing is open, so a writer has nobody to tell.</summary>
    internal bool IsEmpty => _root.References == 0 && _shared.Count == 0;

    /// <summary>Locks held now, and exclusive ones among them; the latter is read without the writer lock.</summary>
    internal int Locks { get; private set; }

    internal int ExclusiveLocks => Volatile.Read(ref _exclusiveLocks);

    /// <summary>How often an exclusive lock was taken: a reader that sees the same number twice was alone.</summary>
    internal int LockTurns => Volatile.Read(ref _lockTurns);

    internal FsError TryLock(OpenInode open, bool exclusive)
    {
        FsError error = open.TryLock(exclusive);
        if (error != FsError.None) return error;
        Locks++;
        if (!exclusive) return error;
        Volatile.Write(ref _exclusiveLocks, _exclusiveLocks + 1);
        Volatile.Write(ref _lockTurns, _lockTurns + 1);
        return error;
    }

    internal void Unlock(OpenInode open, bool exclusive)
    {
        open.Unlock(exclusive);
        Locks--;
        if (exclusive) Volatile.Write(ref _exclusiveLocks, _exclusiveLocks - 1);
    }

    /// <summary>Counts one more handle for the inode whose entry is at this path.</summary>
    internal OpenInode Open(ReadOnlySpan<string> path, Node entry)
    {
        OpenInode? open;
        if (entry is SharedInode shared)
        {
            if (!_shared.TryGetValue(shared, out open)) _shared.Add(shared, open = new OpenInode(shared));
        }
        else
        {
            Pin pin = Pinned(path);
            open = pin.Open;
            if (open is null)
            {
                open = new OpenInode(entry) { Pin = pin };
                pin.Open = open;
                pin.References++;
            }
        }
        open.Handles++;
        return open;
    }

    /// <summary>Counts the first handle of a file without a name (O_TMPFILE).</summary>
    internal OpenInode OpenNameless(Node node, bool isLinkable)
    {
        var open = new OpenInode(node) { Handles = 1, IsLinkable = isLinkable };
        _nameless.Add(open);
        return open;
    }

    /// <summary>The one name of an open inode that had none is at this path.</summary>
    internal void PinAt(OpenInode open, ReadOnlySpan<string> path)
    {
        Pin pin = Pinned(path);
        open.Pin = pin;
        pin.Open = open;
        pin.References++;
    }

    /// <summary>Forgets an inode whose last handle was closed.</summary>
    internal void Forget(OpenInode open)
    {
        if (open.Shared is { } shared) _shared.Remove(shared);
        _nameless.Remove(open);
        Unpin(open);
    }

    internal OpenInode? Find(ReadOnlySpan<string> path, Node entry) => entry is SharedInode shared ? Find(shared) : Find(path);

    internal OpenInode? Find(SharedInode shared) => _shared.GetValueOrDefault(shared);

    internal OpenInode? Find(ReadOnlySpan<string> path) => FindPin(path)?.Open;

    /// <summary>The shared inode that an open inode becomes when it is about to change: the same one every time.</summary>
    internal SharedInode Share(OpenInode open, Node current)
    {
        if (open.Shared is { } known) return known;
        var shared = new SharedInode(current, 1);
        _shared.Add(shared, open);
        open.Shared = shared;
        return shared;
    }

    /// <summary>The inode has more than one place now, or none: it is found by its shared inode, or not at all.</summary>
    internal void Unpin(OpenInode open)
    {
        if (open.Pin is not { } pin) return;
        open.Pin = null;
        pin.Open = null;
        Release(pin);
    }

    /// <summary>The inode lost its last name: only its handles know it, and a batch that fails has to find it.</summary>
    internal void Orphan(OpenInode open)
    {
        Unpin(open);
        _nameless.Add(open);
    }

    /// <summary>Whatever is open at or below one path is at another now.</summary>
    internal void Move(ReadOnlySpan<string> from, ReadOnlySpan<string> to)
    {
        if (FindPin(from) is { } pin) Place(pin, to);
    }

    /// <summary>Whatever is open at or below two paths, none of which leads to the other, changed places.</summary>
    internal void Swap(ReadOnlySpan<string> one, ReadOnlySpan<string> two)
    {
        Pin? first = FindPin(one);
        Pin? second = FindPin(two);
        if (first is not null) _pins.Remove((first.Parent!, first.Name));
        if (second is not null) Place(second, one);
        if (first is not null) Place(first, two);
    }

    private void Place(Pin pin, ReadOnlySpan<string> path)
    {
        Pin oldParent = pin.Parent!;
        Pin newParent = Pinned(path[..^1]);
        newParent.References++;
        if (_pins.TryGetValue((oldParent, pin.Name), out Pin? there) && there == pin) _pins.Remove((oldParent, pin.Name));
        pin.Parent = newParent;
        pin.Name = path[^1];
        _pins.Add((newParent, pin.Name), pin);
        Release(oldParent);
    }

    /// <summary>The inodes open strictly below a path, with their paths.</summary>
    internal List<(OpenInode Open, string[] Path)> Below(ReadOnlySpan<string> path)
    {
        var found = new List<(OpenInode, string[])>();
        if (FindPin(path) is not { } top) return found;
        foreach (Pin pin in _pins.Values)
            if (pin.Open is { } open && pin.IsBelow(top)) found.Add((open, pin.Path()));
        return found;
    }

    /// <summary>All of this as it is now, to go back to when a batch fails. O(open inodes).</summary>
    internal Action Save()
    {
        var pins = new Dictionary<(Pin, string), Pin>(_pins);
        var shared = new Dictionary<SharedInode, OpenInode>(_shared, ReferenceEqualityComparer.Instance);
        var fields = pins.Values.Append(_root).Select(pin => (pin, pin.Parent, pin.Name, pin.References, pin.Open)).ToArray();
        var places = shared.Values.Concat(pins.Values.Select(pin => pin.Open).OfType<OpenInode>()).Concat(_nameless)
            .Distinct().Select(open => (open, open.Pin, open.Handles, open.IsLinkable)).ToArray();
        OpenInode[] nameless = [.. _nameless];
        return () =>
        {
            _nameless.IntersectWith(nameless);
            _pins = pins;
            _shared = shared;
            foreach ((Pin pin, Pin? parent, string name, int references, OpenInode? open) in fields)
                (pin.Parent, pin.Name, pin.References, pin.Open) = (parent, name, references, open);
            foreach ((OpenInode open, Pin? pin, int handles, bool isLinkable) in places)
            {
                (open.Pin, open.Handles, open.IsLinkable) = (pin, handles, isLinkable);
                if (open.Shared is { } known) _shared.TryAdd(known, open);
            }
        };
    }

    private Pin? FindPin(ReadOnlySpan<string> path)
    {
        Pin? pin = _root;
        foreach (string name in path)
            if (!_pins.TryGetValue((pin, name), out pin)) return null;
        return pin;
    }

    private Pin Pinned(ReadOnlySpan<string> path)
    {
        Pin pin = _root;
        foreach (string name in path)
        {
            if (!_pins.TryGetValue((pin, name), out Pin? next))
            {
                _pins.Add((pin, name), next = new Pin(pin, name));
                pin.References++;
            }
            pin = next;
        }
        return pin;
    }

    private void Release(Pin pin)
    {
        for (Pin? next = pin; --next.References == 0 && next.Parent is { } parent; next = parent)
            _pins.Remove((next.Parent, next.Name));
    }
}
