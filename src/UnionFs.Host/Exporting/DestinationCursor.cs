using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>
/// Goes from directory to directory of a destination, one name at a time, never through a symbolic link and never by `..`: what
/// it opens lies below the destination whatever anyone puts there meanwhile. Keeps the way it came open, so the next
/// directory of a depth-first walk is one step away.
/// </summary>
internal sealed class DestinationCursor : IDisposable
{
    // Deeper directories are reached anew each time, so depth does not cost descriptors.
    private const int MaxHeld = 256;

    private readonly SafeFileHandle _root;
    private readonly string _destination;
    private readonly List<(ExportDirectory Directory, SafeFileHandle File)> _held = [];
    private (ExportDirectory Directory, SafeFileHandle File)? _deep;

    internal DestinationCursor(SafeFileHandle root, string destination)
    {
        _root = root;
        _destination = destination;
    }

    /// <summary>The directory, open for calls relative to it; valid until the next move.</summary>
    internal SafeFileHandle MoveTo(ExportDirectory directory)
    {
        if (_deep is { } deep && deep.Directory == directory) return deep.File;
        if (_deep is { } above && above.Directory == directory.Parent) return Deepen(above.File, directory);
        var chain = new ExportDirectory[directory.Depth];
        for (ExportDirectory step = directory; step.Parent is not null; step = step.Parent) chain[step.Depth - 1] = step;
        int common = 0;
        while (common < _held.Count && common < chain.Length && _held[common].Directory == chain[common]) common++;
        LeaveHeld(common);
        SafeFileHandle at = common == 0 ? _root : _held[common - 1].File;
        for (int i = common; i < chain.Length; i++)
        {
            if (i >= MaxHeld) at = Deepen(at, chain[i]);
            else _held.Add((chain[i], at = Enter(at, chain[i])));
        }
        return at;
    }

    public void Dispose()
    {
        LeaveHeld(0);
        LeaveDeep();
    }

    private SafeFileHandle Deepen(SafeFileHandle from, ExportDirectory directory)
    {
        SafeFileHandle file = Enter(from, directory);
        LeaveDeep();
        _deep = (directory, file);
        return file;
    }

    private SafeFileHandle Enter(SafeFileHandle from, ExportDirectory directory)
    {
        int errno = Libc.Open(from, directory.Name, OpenMode.PathOnly | OpenMode.Directory | OpenMode.NoFollow, out SafeFileHandle file);
        if (errno == 0) return file;
        string shown = _destination + directory.Relative;
        throw errno is Libc.ENOTDIR or Libc.ELOOP
            ? new IOException($"Cannot write to '{shown}': a symbolic link or a file is where a directory belongs.", errno)
            : HostError.ToException(errno, "enter the directory", shown);
    }

    private void LeaveHeld(int keep)
    {
        for (int i = keep; i < _held.Count; i++) _held[i].File.Dispose();
        _held.RemoveRange(keep, _held.Count - keep);
    }

    private void LeaveDeep()
    {
        _deep?.File.Dispose();
        _deep = null;
    }
}
