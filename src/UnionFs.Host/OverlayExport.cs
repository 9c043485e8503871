using UnionFs.Host.Exporting;
using UnionFs.Host.Linux;

namespace UnionFs.Host;

/// <summary>
/// Writes what a file system has changed as a directory that overlayfs mounts over the same lower layers, as the upper or as one
/// more lower directory, and that <see cref="OverlayDirectory"/> reads. It needs neither redirect_dir nor metacopy: a
/// directory that was moved is written whole.
/// </summary>
/// <remarks>
/// How the host is written to, what that is safe against, and what is left after a failure: as <see cref="HostExport"/>. What the
/// host cannot take is a warning there too, but for whiteouts and marks: without them the directory would mean something else,
/// so that is an error. The work directory of a mount is the caller's to make.
/// </remarks>
public static class OverlayExport
{
    /// <summary>
    /// Writes what leads from <paramref name="lowers"/> to <paramref name="source"/> into <paramref name="destination"/>.
    /// The cost of <see cref="Snapshot.DiffFrom"/> (of <see cref="Snapshot.Diff"/> where the lowers are the layers of the source), and
    /// O(entries + bytes) of what it finds.
    /// </summary>
    /// <param name="source">The state that the mount is to show.</param>
    /// <param name="lowers">The layers that it is to be mounted over.</param>
    /// <param name="destination">A directory of the host that is empty or not there yet; its parent must be there. No symbolic link.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told how many entries have been written, now and then and at the end.</param>
    /// <param name="ct">Stops it, also within a file.</param>
    /// <returns>What was written, and what could not be.</returns>
    /// <exception cref="DirectoryNotFoundException">The parent of the destination is missing.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The host forbids it; the message names the path. Or marks go to the trusted. namespace and this process may not write there.
    /// </exception>
    /// <exception cref="IOException">
    /// The destination is no directory or not empty, a content cannot be read, the source has a character device 0:0, which would be a
    /// whiteout, or the host fails otherwise; the message names the path.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    /// <exception cref="PlatformNotSupportedException">The host is no 64-bit Linux.</exception>
    public static ExportReport Export(
        Snapshot source, LayerStack lowers, string destination, OverlayExportOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(lowers);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        options ??= new OverlayExportOptions();
        if (!HostPlatform.IsNative) throw new PlatformNotSupportedException("Directories of overlayfs can be written on 64-bit Linux only.");
        if (!options.UserXattr && !Privileges.CanSeeTrustedXattrs)
            throw new UnauthorizedAccessException(
                $"Cannot write '{destination}' as overlayfs does: trusted. extended attributes are for CAP_SYS_ADMIN only. " +
                "A directory for a mount with userxattr can be written without.");
        Layer difference = ReferenceEquals(lowers, source.Layers) ? source.Diff() : source.DiffFrom(new Snapshot(lowers));
        var from = new OverlaySource(difference, options);
        var log = new ExportLog(progress);
        using var export = new LinuxExport(from, destination, new ExportOptions { Owners = options.Owners }, log, ct);
        export.Run();
        return log.Finish();
    }
}
