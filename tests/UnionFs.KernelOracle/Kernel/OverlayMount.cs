namespace UnionFs.KernelOracle.Kernel;

/// <summary>An overlay that is mounted until disposed.</summary>
internal sealed class OverlayMount : IDisposable
{
    /// <param name="at">A directory to make for it and its work directory.</param>
    /// <param name="lowers">From the bottom up.</param>
    /// <param name="upper">Where changes go.</param>
    /// <param name="options">What else to say.</param>
    internal OverlayMount(string at, IReadOnlyList<string> lowers, string upper, string options)
    {
        WorkDirectory = Directory.CreateDirectory(Path.Combine(at, "work")).FullName;
        Root = Directory.CreateDirectory(Path.Combine(at, "merged")).FullName;
        MountCalls.MountOverlay(Root, $"lowerdir={string.Join(':', lowers.Reverse())},upperdir={upper},workdir={WorkDirectory},{options}");
    }

    internal string Root { get; }

    internal string WorkDirectory { get; }

    public void Dispose() => MountCalls.Unmount(Root);
}
