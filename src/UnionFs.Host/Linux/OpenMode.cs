using System.Runtime.InteropServices;

namespace UnionFs.Host.Linux;

/// <summary>The flags of open(2). Three of them have other values on Arm and Power than everywhere else.</summary>
internal static class OpenMode
{
    internal const int ReadOnly = 0;
    internal const int WriteOnly = 1;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int NoControllingTerminal = 0x100;
    internal const int NonBlocking = 0x800;
    internal const int NoAccessTime = 0x40000;
    internal const int CloseOnExec = 0x80000;
    internal const int PathOnly = 0x200000;

    internal static readonly int Directory = HasOwnValues ? 0x4000 : 0x10000;
    internal static readonly int NoFollow = HasOwnValues ? 0x8000 : 0x20000;

    private static bool HasOwnValues =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le;
}
