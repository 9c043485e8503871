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

    /// <summary>PATH_MAX of Linux; the kernel itself writes 256 bytes unless told otherwise.</summary>
    private const int MaxRedirectBytes = 4096;

    private readonly bool _trusted;
    private readonly bool _hasLowers;

    /// <param name="trusted">Whether marks in the trusted. namespace count, beside those in the user. one.</param>
    /// <param name="hasLowers">Whether the lower layers are known, so that what refers to them can be found there.</param>
    internal OverlayFormat(bool trusted, bool hasLowers)
    {
        _trusted = trusted;
        _hasLowers = hasLowers;
    }

    internal override HostMeaning Interpret(NodeKind kind, in HostStat stat, XattrSet xattrs, string path)
    {
        if (kind == NodeKind.CharDevice && stat.DeviceNode == default) return new HostMeaning(XattrSet.Empty, IsWhiteout: true);
        bool whiteout = false, opaque = false, metacopy = false;
        string? redirect = null;
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
            else if (mark is "redirect" or "metacopy" && !_hasLowers) throw Refuse(prefix + mark, path);
            else if (mark == "redirect") redirect = ReadRedirect(value.Span, prefix + mark, path);
            else if (mark == "metacopy") metacopy |= kind == NodeKind.File;
            // The rest (origin, impure, nlink, upper, uuid, protattr) is bookkeeping of the mount that wrote it.
        }
        if (whiteout) return new HostMeaning(XattrSet.Empty, IsWhiteout: true);
        // An opaque directory has nothing below, and a file that has its bytes needs nothing from there.
        if (opaque || kind != NodeKind.Directory && !metacopy) redirect = null;
        return new HostMeaning(own, IsOpaque: opaque, Redirect: redirect, IsMetacopy: metacopy);
    }

    /// <summary>Either an absolute path of plain names or one name, as the kernel has it.</summary>
    private static string ReadRedirect(ReadOnlySpan<byte> value, string xattr, string path)
    {
        if (value.Length > MaxRedirectBytes) throw new IOException($"'{path}' has the extended attribute {xattr} with {value.Length} bytes, which is no path that overlayfs writes.", Libc.EINVAL);
        string redirect = NameEncoding.Decode(value);
        string[] names = redirect.Split('/');
        ReadOnlySpan<string> plain = names.Length > 1 && names[0].Length == 0 ? names.AsSpan(1) : names;
        foreach (string name in plain)
            if (name is "" or "." or ".." || name.Contains('\0') || names.Length > 1 && plain.Length == names.Length)
                throw new IOException($"'{path}' has the extended attribute {xattr} with the value '{redirect}', which is neither a name nor an absolute path.", Libc.EINVAL);
        return redirect;
    }

    private string? PrefixOf(string name) =>
        name.StartsWith(UserPrefix, StringComparison.Ordinal) ? UserPrefix
        : _trusted && name.StartsWith(TrustedPrefix, StringComparison.Ordinal) ? TrustedPrefix
        : null;

    private static IOException Refuse(string xattr, string path) =>
        new($"'{path}' has the extended attribute {xattr}: its content or its children are elsewhere in lower layers, which are not given.", Libc.EOPNOTSUPP);
}
