using System.Runtime.InteropServices;
using UnionFs.Posix.Tests.Kernel;

namespace UnionFs.KernelOracle.Kernel;

/// <summary>The empty directory of a run where each thread mounts what it needs, invisible to all others; it goes in the end.</summary>
internal sealed class OracleDirectory : IDisposable
{
    // Attributes of users on tmpfs and fchmodat2 came with 6.6, marked empty files as whiteouts with 6.8.
    private static readonly Version FirstKernel = new(6, 8);

    private OracleDirectory(string path) => Root = path;

    internal string Root { get; }

    /// <summary>Null, and why, where there is no overlayfs to ask.</summary>
    internal static OracleDirectory? TryMake(out string reason)
    {
        reason = !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 ? "Linux on x86-64"
            : Environment.OSVersion.Version < FirstKernel ? $"Linux {FirstKernel}, which knows all kinds of whiteouts"
            : Libc.GetEffectiveUser() != 0 ? "root, to mount and to see trusted. attributes"
            : "";
        if (reason.Length > 0) return null;
        var made = new OracleDirectory(Directory.CreateTempSubdirectory("unionfs-oracle-").FullName);
        if (made.CanMount(out string problem)) return made;
        made.Dispose();
        reason = $"an overlayfs that mounts on tmpfs ({problem})";
        return null;
    }

    public void Dispose() => Directory.Delete(Root);

    private bool CanMount(out string problem)
    {
        string found = "";
        var thread = new Thread(() =>
        {
            try
            {
                MountCalls.Isolate();
                MountCalls.MountTmpfs(Root);
                string[] made = [.. new[] { "lower", "upper", "at" }.Select(name => Directory.CreateDirectory(Path.Combine(Root, name)).FullName)];
                using var mount = new OverlayMount(made[2], [made[0]], made[1], MountOptions.Metacopy.Text);
            }
            catch (IOException error)
            {
                found = error.Message;
            }
        });
        thread.Start();
        thread.Join();
        problem = found;
        return found.Length == 0;
    }
}
