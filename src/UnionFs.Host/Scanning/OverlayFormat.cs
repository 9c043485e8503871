using UnionFs.Host.Linux;

namespace UnionFs.Host.Scanning;

/// <summary>
/// The one place that knows how overlayfs writes a layer down (Documentation/filesystems/overlayfs.rst): whiteouts are devices 0:0
/// or marked empty files, everything else is private extended attributes, which mounts within mounts escape.
/// </summary>
internal sealed class OverlayFormat : HostFormat
{
    private const string TrustedPrefix = "trusted.overlay.";
    private const string UserPrefix = "user.overlay.";
    private const string EscapePrefix = "overlay.";

    private readonly bool _trusted;

    /// <param name="trusted">Whether marks in the trusted. namespace count, beside those in the user. one.</param>
    internal OverlayFormat(bool trusted) => _trusted = trusted;

    internal override HostMeaning Interpret(NodeKind kind, in HostStat stat, XattrSet xattrs, string path)
    {
        if (kind == NodeKind.CharDevice && stat.DeviceNode == default) return new HostMeaning(XattrSet.Empty, IsWhiteout: true);
        bool whiteout = false, opaque = false;
        XattrSet own = xattrs;
        foreach ((string name, ReadOnlyMemory<byte> value) in xattrs)
        {
            if (PrefixOf(name) is not { } prefix) continue;
            own = own.Without(name);
            string mark = name[prefix.Length..];
            if (mark.StartsWith(EscapePrefix, StringComparison.Ordinal)) own = own.With(prefix + mark[EscapePrefix.Length..], value.Span);
            else if (mark == "whiteout") whiteout |= kind == NodeKind.File && stat.Size == 0;
            // "x" only announces marked empty files below, which count here in any case.
            else if (mark == "opaque") opaque |= kind == NodeKind.Directory && value.Span.SequenceEqual("y"u8);
            else if (mark is "redirect" or "metacopy") throw Refuse(prefix + mark, path);
            // The rest (origin, impure, nlink, upper, uuid, protattr) is bookkeeping of the mount that wrote it.
        }
        return whiteout ? new HostMeaning(XattrSet.Empty, IsWhiteout: true) : new HostMeaning(own, IsOpaque: opaque);
    }

    private string? PrefixOf(string name) =>
        name.StartsWith(UserPrefix, StringComparison.Ordinal) ? UserPrefix
        : _trusted && name.StartsWith(TrustedPrefix, StringComparison.Ordinal) ? TrustedPrefix
        : null;

    private static IOException Refuse(string xattr, string path) =>
        new($"'{path}' has the extended attribute {xattr}: its content or its children are elsewhere in lower layers, which is not supported.", Libc.EOPNOTSUPP);
}
