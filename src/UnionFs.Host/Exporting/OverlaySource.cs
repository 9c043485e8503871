using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>
/// A layer as overlayfs writes it: its nodes are exported as any tree, and its whiteouts and opaque directories are put beside them. The
/// inverse of <see cref="Scanning.OverlayFormat"/>.
/// </summary>
internal sealed class OverlaySource : ExportSource
{
    private const string Escape = "overlay.";
    private const uint PrivateFile = 0x180; // 0600: nobody reads a whiteout

    private readonly Dictionary<string, List<string>> _whiteouts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opaque = new(StringComparer.Ordinal);
    private readonly OverlayExportOptions _options;
    private readonly string _prefix;

    internal OverlaySource(Layer layer, OverlayExportOptions options) : base(new Snapshot(LayerStack.FromBottom(layer)), "/")
    {
        _options = options;
        _prefix = options.UserXattr ? "user.overlay." : "trusted.overlay.";
        foreach (LayerEntry entry in layer.Entries())
        {
            string relative = entry.Path == "/" ? "" : entry.Path;
            if (entry.IsOpaque) _opaque.Add(relative);
            if (entry.Kind == NodeKind.CharDevice && entry.Device == default)
                throw new IOException($"'{entry.Path}' is a character device 0:0, which overlayfs takes for a whiteout.", Libc.EINVAL);
            if (entry.Kind != NodeKind.Whiteout) continue;
            int slash = relative.LastIndexOf('/');
            if (!_whiteouts.TryGetValue(relative[..slash], out List<string>? names)) _whiteouts.Add(relative[..slash], names = []);
            names.Add(relative[(slash + 1)..]);
        }
    }

    /// <summary>Attributes that look like marks are escaped, as overlayfs does it for a mount within a mount.</summary>
    internal override Metadata MetadataOf(in FileStat stat)
    {
        XattrSet xattrs = stat.Metadata.Xattrs;
        foreach ((string name, ReadOnlyMemory<byte> value) in stat.Metadata.Xattrs)
            if (name.StartsWith(_prefix, StringComparison.Ordinal)) xattrs = xattrs.Without(name).With(_prefix + Escape + name[_prefix.Length..], value.Span);
        return ReferenceEquals(xattrs, stat.Metadata.Xattrs) ? stat.Metadata : stat.Metadata with { Xattrs = xattrs };
    }

    internal override void AddMarks(SafeFileHandle directory, string relative, string shown)
    {
        List<string> whiteouts = _whiteouts.GetValueOrDefault(relative, []);
        foreach (string name in whiteouts) AddWhiteout(directory, ExportDirectory.EncodeName(name), $"{shown}/{name}");
        if (_opaque.Contains(relative)) Mark(directory, "opaque", "y"u8, shown);
        else if (_options.MarkedWhiteouts && whiteouts.Count > 0) Mark(directory, "opaque", "x"u8, shown);
    }

    private void AddWhiteout(SafeFileHandle directory, byte[] name, string shown)
    {
        if (!_options.MarkedWhiteouts)
        {
            if (Libc.MknodAt(directory, name, HostStat.TypeOf(NodeKind.CharDevice), 0) != 0) throw HostError.ToException(Libc.Errno, "make the whiteout", shown);
            return;
        }
        int errno = Libc.Open(directory, name, OpenMode.WriteOnly | OpenMode.Create | OpenMode.Exclusive | OpenMode.NoFollow, out SafeFileHandle file, PrivateFile);
        using (file)
        {
            if (errno != 0) throw HostError.ToException(errno, "make the whiteout", shown);
            Mark(file, "whiteout", "y"u8, shown);
        }
    }

    private void Mark(SafeFileHandle file, string mark, ReadOnlySpan<byte> value, string shown)
    {
        byte[] name = Libc.Terminated(NameEncoding.Encode(_prefix + mark));
        if (Libc.SetXattr(Libc.ProcPath(file), name, value, value.Length, 0) != 0)
            throw HostError.ToException(Libc.Errno, $"set the extended attribute {_prefix}{mark} of", shown);
    }
}
