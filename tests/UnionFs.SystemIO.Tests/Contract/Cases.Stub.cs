namespace UnionFs.SystemIO.Tests.Contract;
internal static partial class Cases
{
    private static Dictionary<string, Func<World, object?>> WatcherSettings() => [];
    private static Dictionary<string, Func<World, object?>> Watching() => [];
    private static Dictionary<string, Func<World, object?>> WatchingTrees() => [];
}
