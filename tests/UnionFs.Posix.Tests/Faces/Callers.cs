namespace UnionFs.Posix.Tests.Faces;

/// <summary>Who calls in the permission scripts: root, an owner, members of the group, strangers; with different umasks.</summary>
internal static class Callers
{
    private static readonly uint[][] FurtherGroups = [[], [], [], [1000], [1001, 1002], []];

    internal static Identity[] All() =>
    [
        new Identity(0, 0) { Umask = 0x12 },
        new Identity(1000, 1000) { Umask = 0x12 },
        new Identity(1001, 1000) { Umask = 0x02 },
        new Identity(1002, 1002, FurtherGroups[3]) { Umask = 0 },
        new Identity(1000, 1001, FurtherGroups[4]) { Umask = 0x3F },
        new Identity(1003, 1003) { Umask = 0x12 },
    ];

    internal static uint[] GroupsOf(Identity who) => [.. new uint[] { 1000, 1001, 1002 }.Where(gid => gid != who.Gid && who.IsIn(gid))];
}
