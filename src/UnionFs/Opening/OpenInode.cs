using UnionFs.Nodes;

namespace UnionFs.Opening;

/// <summary>
/// An inode with open handles. While it has one name and nobody changes it, it stays an ordinary node in its directory
/// (<see cref="Captured"/>). The first change makes it a shared inode (<see cref="Shared"/>), so that names and handles go on
/// meaning one thing. When its last name is gone it lives on here alone (<see cref="Orphan"/>).
/// </summary>
/// <remarks>
/// Handles read without a lock, in the order shared, tree, orphan; writers set these fields before they publish the tree,
/// so a reader sees the state before or after a change and never a mixture.
/// </remarks>
internal sealed class OpenInode(Node captured)
{
    private SharedInode? _shared = captured as SharedInode;
    private Node? _orphan;

    internal Node Captured => captured;

    internal SharedInode? Shared
    {
        get => Volatile.Read(ref _shared);
        set => Volatile.Write(ref _shared, value);
    }

    internal Node? Orphan
    {
        get => Volatile.Read(ref _orphan);
        set => Volatile.Write(ref _orphan, value);
    }

    /// <summary>Where the one name is; null when there is none, or several.</summary>
    internal Pin? Pin { get; set; }

    internal int Handles { get; set; }

    /// <summary>Made by O_TMPFILE and not linked yet: it may still get a name (I_LINKABLE).</summary>
    internal bool IsLinkable { get; set; }

    private int _sharedLocks;
    private bool _hasExclusiveLock;

    /// <summary>flock(2) between handles; under the writer lock.</summary>
    internal FsError TryLock(bool exclusive)
    {
        if (IsLocked(exclusive)) return FsError.EAGAIN;
        if (exclusive) _hasExclusiveLock = true;
        else _sharedLocks++;
        return FsError.None;
    }

    /// <summary>Whether a lock of this kind is to be had only later.</summary>
    internal bool IsLocked(bool exclusive) => _hasExclusiveLock || exclusive && _sharedLocks > 0;

    internal void Unlock(bool exclusive)
    {
        if (exclusive) _hasExclusiveLock = false;
        else _sharedLocks--;
    }
}
