namespace UnionFs;

/// <summary>
/// Who calls (the kernel's struct cred, as far as files go): what permission bits, owner rules and new files go by. User 0 is the superuser and may
/// do everything that root may do on Linux; a file system without an identity takes every caller for root.
/// </summary>
public sealed record Identity
{
    private readonly HashSet<uint> _groups;

    /// <summary>A caller.</summary>
    /// <param name="uid">The user.</param>
    /// <param name="gid">The group, which new files get.</param>
    /// <param name="groups">Further groups.</param>
    public Identity(uint uid, uint gid, params IEnumerable<uint> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Uid = uid;
        Gid = gid;
        _groups = [gid, .. groups];
    }

    /// <summary>The user.</summary>
    public uint Uid { get; }

    /// <summary>The group, which new files get outside set-group-ID directories.</summary>
    public uint Gid { get; }

    /// <summary>Permission bits that new files and directories do not get; 022 (octal) unless set. Only the low nine bits count.</summary>
    public int Umask { get; init => field = value & 0x1FF; } = 0x12;

    /// <summary>Whether permission bits do not hold for this caller.</summary>
    public bool IsSuperuser => Uid == 0;

    /// <summary>Whether the caller is in a group, as its own or as a further one.</summary>
    public bool IsIn(uint gid) => _groups.Contains(gid);

    /// <summary>Two callers are one where user, groups and umask are.</summary>
    public bool Equals(Identity? other) =>
        other is not null && Uid == other.Uid && Gid == other.Gid && Umask == other.Umask && _groups.SetEquals(other._groups);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Uid, Gid, Umask, _groups.Count);
}
