using UnionFs.Host.Linux;
using UnionFs.Host.Scanning;

namespace UnionFs.Host;

/// <summary>
/// A directory as overlayfs writes it, an upper or a lower one, as a layer. Everything <see cref="HostDirectory"/> says holds;
/// overlayfs's own marks become whiteouts and opaque directories, and are no part of the metadata.
/// </summary>
/// <remarks>
/// Whiteouts are character devices 0:0, and empty files with the attribute overlay.whiteout, wherever they are. Directories with
/// overlay.opaque of `y` are opaque. What overlay.redirect and overlay.metacopy say is looked up in the lower layers, where they are
/// given, and is part of the layer then: it holds over these layers, and needs neither mark. Other overlay. attributes are
/// dropped, escaped ones unescaped once. The directory must not be mounted for writing meanwhile. A mount with index=on keeps the
/// changes of hard-linked lower files under one name and finds the others by an index of its work directory, which is not read.
/// </remarks>
public static class OverlayDirectory
{
    /// <summary>
    /// The tree at <paramref name="path"/> as a layer, with nothing known of the layers below. Cost as <see cref="HostDirectory.Open"/>.
    /// </summary>
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
    /// (redirect_dir=on, metacopy=on), which means nothing without the lower layers; the message names it.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    /// <exception cref="PlatformNotSupportedException">The host is no 64-bit Linux.</exception>
    public static Layer Open(string path, OverlayDirectoryOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default) =>
        Read(path, null, options, progress, ct);

    /// <summary>
    /// The tree at <paramref name="path"/> as a layer to put over <paramref name="lowers"/>, where redirects and metadata-only copies
    /// find what they refer to. Cost as <see cref="HostDirectory.Open"/>, and O(entries) of the trees that redirects lead to.
    /// </summary>
    /// <param name="path">The directory.</param>
    /// <param name="lowers">The layers below, whatever they came from; none for the lowest directory.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told how many entries have been read, about every thousand and at the end.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="IOException">
    /// As for <see cref="Open"/>, but for redirects; the bytes of a metadata-only copy are in no lower layer.
    /// </exception>
    /// <remarks>The other exceptions are those of <see cref="Open"/>.</remarks>
    public static Layer OpenOver(
        string path, LayerStack lowers, OverlayDirectoryOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(lowers);
        return Read(path, lowers, options, progress, ct);
    }

    /// <summary>
    /// The directories of one mount as a stack: each is read over those before it, see <see cref="OpenOver"/>.
    /// <see cref="HostDirectoryOptions.Name"/> is not for several layers; each is called by its path.
    /// </summary>
    /// <param name="paths">The directories from the bottom up: lowerdir= from its end, then upperdir=.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told how many entries of the present directory have been read.</param>
    /// <param name="ct">Stops it.</param>
    public static LayerStack OpenStack(
        IEnumerable<string> paths, OverlayDirectoryOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        options = (options ?? new OverlayDirectoryOptions()) with { Name = null };
        LayerStack stack = LayerStack.Empty;
        foreach (string path in paths) stack = stack.Push(Read(path, stack, options, progress, ct));
        return stack;
    }

    private static Layer Read(string path, LayerStack? lowers, OverlayDirectoryOptions? options, IProgress<long>? progress, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new OverlayDirectoryOptions();
        if (!HostPlatform.IsNative) throw new PlatformNotSupportedException("Directories of overlayfs can be read on 64-bit Linux only.");
        if (!options.UserXattr && !Privileges.CanSeeTrustedXattrs)
            throw new UnauthorizedAccessException(
                $"Cannot read '{path}' as overlayfs wrote it: trusted. extended attributes are visible to CAP_SYS_ADMIN only. " +
                "A directory that was mounted with userxattr can be read without.");
        var scan = new LinuxScan(path, options, new OverlayFormat(trusted: !options.UserXattr, hasLowers: lowers is not null), progress, ct);
        Layer layer = scan.Run(path);
        return scan.References.IsEmpty ? layer : new RedirectResolver(layer, scan.References, new LowerView(new Snapshot(lowers!)), path, ct).Resolve();
    }
}
