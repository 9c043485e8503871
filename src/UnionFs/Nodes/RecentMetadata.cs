namespace UnionFs.Nodes;

/// <summary>The metadata that something new was given last: what is made alike in one moment shares it. Callers hold the writer lock.</summary>
internal sealed class RecentMetadata
{
    private Metadata? _last;

    /// <summary>Metadata without extended attributes, all of whose times are one.</summary>
    internal Metadata Of(int mode, uint uid, uint gid, UnixTime time)
    {
        if (_last is { } last && last.Mode == mode && last.Uid == uid && last.Gid == gid && last.BirthTime == time) return last;
        return _last = new Metadata
        {
            Mode = mode,
            Uid = uid,
            Gid = gid,
            AccessTime = time,
            ModifyTime = time,
            ChangeTime = time,
            BirthTime = time,
        };
    }
}
