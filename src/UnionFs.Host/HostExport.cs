using UnionFs.Host.Exporting;
using UnionFs.Host.Portable;

namespace UnionFs.Host;

/// <summary>
/// Writes a tree to a directory of the host. On Linux nothing outside the destination can be reached: it is opened once, and all
/// else is done name by name relative to open directories, without ever following a symbolic link, be it in the tree, be it
/// put into the destination by someone else meanwhile.
/// </summary>
/// <remarks>
/// <para>
/// On 64-bit Linux (with /proc) kinds, modes, owners, access and modification times, extended attributes, hard links, devices and
/// names that are no UTF-8 are written, and pages of zeros stay holes. What the host or the caller's rights do not allow, such as
/// owners and devices for those who are not root, is named in the report. Change and birth times are the host's.
/// </para>
/// <para>
/// Elsewhere System.IO is all there is: owners, extended attributes, hard links (which become copies) and special files are
/// warnings, and links are looked for before each step, which does not hold against someone who changes the destination meanwhile. An abandoned
/// directory is not removed.
/// </para>
/// <para>
/// A destination that is missing or empty is old or new, whatever happens: everything is written to a directory beside it (`.unionfs-PID-RANDOM`), which takes
/// its place by one rename, and after a failure or a cancellation is removed. Killed, an export leaves that directory behind; the next one into the
/// same parent removes it, if on Linux its owner is the same and nobody holds its lock (flock). An empty directory is replaced so, unless it has to stay: a mount
/// point, the working directory, one whose parent may not be written to.
/// </para>
/// <para>
/// Those, and a destination that holds something, are written to name by name: each file, link and special file is the old one or the new one with all bytes and
/// attributes, since it is made under such a name and renamed; directories have the mode 0700 until the end. After a failure what had been written
/// stays. What a killed export leaves there the next one removes on its way.
/// </para>
/// <para>
/// Nothing is flushed to the disk (fsync): this holds for processes that end, not for power that fails.
/// </para>
/// </remarks>
public static class HostExport
{
    /// <summary>
    /// Writes what is in the directory at <paramref name="sourcePath"/> into <paramref name="destination"/>, which gets the
    /// attributes of that directory. O(entries + bytes); memory for the list of directories and of hard-linked files.
    /// </summary>
    /// <param name="source">What is written: as it is at the start, also when it is live and goes on changing.</param>
    /// <param name="sourcePath">A directory in it, links followed.</param>
    /// <param name="destination">
    /// A directory of the host that is empty or not there yet; with <see cref="ExportOptions.Merge"/> or
    /// <see cref="ExportOptions.Overwrite"/> one that holds something. Its parent must be there. No symbolic link.
    /// </param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told how many entries have been written, now and then and at the end.</param>
    /// <param name="ct">Stops it, also within a file.</param>
    /// <returns>What was written, and what could not be.</returns>
    /// <exception cref="DirectoryNotFoundException">The source, or the parent of the destination, is missing.</exception>
    /// <exception cref="UnauthorizedAccessException">The host forbids it; the message names the path.</exception>
    /// <exception cref="IOException">
    /// The source is no directory, the destination is none or not empty, a name is taken, a content cannot be read, or the host
    /// fails otherwise; the message names the path.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    public static ExportReport Export(
        FileSystem source, string sourcePath, string destination, ExportOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(sourcePath);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        var from = new ExportSource(source, sourcePath);
        var log = new ExportLog(progress);
        options ??= new ExportOptions();
        if (!HostPlatform.IsNative)
        {
            new PortableExport(from, destination, options, log, ct).Run();
            return log.Finish();
        }
        using var export = new LinuxExport(from, destination, options, log, ct);
        export.Run();
        return log.Finish();
    }
}
