using System.Diagnostics;

namespace UnionFs.Benchmarks.Ratios;

/// <summary>An overlayfs with its directories on a tmpfs of its own. Only inside a private mount namespace.</summary>
internal sealed class Overlay
{
    /// <summary>OVL_MAX_STACK of the kernel.</summary>
    internal const int MaxLayers = 500;

    private string _lowers;
    private int _uppers;

    internal Overlay(string scratch, UnionTree tree)
    {
        Sh($"mount -t tmpfs -o size=6g tmpfs {scratch}");
        // The options of a mount have one page, so the names in them are short.
        Environment.CurrentDirectory = scratch;
        string made = "";
        int layer = 0;
        foreach (string[] paths in SampleTrees.LayeredPaths(tree.Paths, tree.Layers))
        {
            string lower = $"{layer++}";
            foreach (string path in paths)
            {
                string directory = Path.GetDirectoryName(lower + path)!;
                if (directory != made) Directory.CreateDirectory(made = directory);
                File.WriteAllBytes(lower + path, UnionTree.Bytes);
            }
        }
        File.WriteAllBytes("0/large", new byte[tree.Large]);
        _lowers = string.Join(':', Enumerable.Range(0, tree.Layers).Reverse());
        Merged = Path.Combine(scratch, "merged");
        Directory.CreateDirectory(Merged);
        Mount();
    }

    internal string Merged { get; }

    /// <summary>As it was at first.</summary>
    internal void Renew()
    {
        Sh($"umount {Merged}; rm -rf u{_uppers} w{_uppers}");
        _uppers++;
        Mount();
    }

    /// <summary>What is written becomes a lower layer, and a new one is written to.</summary>
    internal void Push()
    {
        Sh($"umount {Merged}");
        _lowers = $"u{_uppers}:{_lowers}";
        _uppers++;
        Mount();
    }

    internal static void Sh(string command)
    {
        using Process process = Process.Start("sh", ["-c", command]);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(command);
    }

    private void Mount()
    {
        Directory.CreateDirectory($"u{_uppers}");
        Directory.CreateDirectory($"w{_uppers}");
        Sh($"mount -t overlay overlay -o lowerdir={_lowers},upperdir=u{_uppers},workdir=w{_uppers} {Merged}");
    }
}
