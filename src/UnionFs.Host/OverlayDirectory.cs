using UnionFs.Host.Linux;
using UnionFs.Host.Scanning;

namespace UnionFs.Host;

/// <summary>
/// A directory as overlayfs writes it, an upper or a lower one, as a layer. Everything <see cref="HostDirectory"/> says holds;
/// overlayfs's own marks become whiteouts and opaque directories, and are no part of the metadata.
/// </summary>
/// <remarks>
/// Whiteouts are character devices 0:0, and empty files with the attribute overlay.whiteout, wherever they are. Directories with
/// overlay.opaque of `y` are opaque. Other overlay. attributes are dropped, escaped ones unescaped once. The directory must not
/// be mounted for writing meanwhile.
/// </remarks>
public static class OverlayDirectory
{
    /// <summary>The tree at <paramref name="path"/> as a layer. Cost as <see cref="HostDirectory.Open"/>.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told how many entries have been read, about every thousand and at the end.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="DirectoryNotFoundException">Nothing is at <paramref name="path"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// A directory may not be read; the message names it. Or trusted. attributes count (<see cref="OverlayDirectoryOptions.UserXattr"/>
    /// is false) and this process cannot see them: it would silently miss opaque directories.
    /// </exception>
    /// <exception cref="IOException">
    /// It is no directory, or something in it could not be read, changed meanwhile, or is a redirect or a metadata-only copy
    /// (redirect_dir=on, metacopy=on), which a layer cannot say; the message names it.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    /// <exception cref="PlatformNotSupportedException">The host is no 64-bit Linux.</exception>
    public static Layer Open(string path, OverlayDirectoryOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new OverlayDirectoryOptions();
        if (!HostPlatform.IsNative) throw new PlatformNotSupportedException("Directories of overlayfs can be read on 64-bit Linux only.");
        if (!options.UserXattr && !Privileges.CanSeeTrustedXattrs)
            throw new UnauthorizedAccessException(
                $"Cannot read '{path}' as overlayfs wrote it: trusted. extended attributes are visible to CAP_SYS_ADMIN only. " +
                "A directory that was mounted with userxattr can be read without.");
        return new LinuxScan(path, options, new OverlayFormat(trusted: !options.UserXattr), progress, ct).Run(path);
    }
}
