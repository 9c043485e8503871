using UnionFs.Host.Portable;
using UnionFs.Host.Scanning;

namespace UnionFs.Host;

/// <summary>
/// A directory of the host as a layer. Names, kinds and metadata are read once, contents when they are asked for; nothing on the
/// host ever changes, access times included where the caller may ask for that (as owner or root); only the access time of symbolic
/// links is the kernel's own affair.
/// </summary>
/// <remarks>
/// <para>
/// On 64-bit Linux (5.8 or later, with /proc) the layer has mode, owner, times to the nanosecond, extended attributes as far as the
/// caller can read them, hard links within the tree, devices, fifos and sockets, and names that are no UTF-8 (see
/// <see cref="NameEncoding"/>). Elsewhere System.IO is all there is: kinds other than file, directory and symbolic link, owners,
/// extended attributes and hard links are not seen, and times are as fine as <see cref="DateTime"/>.
/// </para>
/// <para>
/// A content that is read is the one that was recorded: when the file was written to, replaced, removed or had its attributes
/// changed since, reading throws <see cref="IOException"/> that names it. That is as fine as the time stamps of the host: before
/// Linux 6.13 two writes within one clock tick (1 to 10 ms) that leave the size alone look like one. Files whose size is no
/// promise (/proc, /sys) read as that size.
/// </para>
/// </remarks>
public static class HostDirectory
{
    /// <summary>
    /// The tree at <paramref name="path"/> as a layer. A link at the end of the path is followed, one in the tree never.
    /// O(entries); no descriptor stays open.
    /// </summary>
    /// <param name="path">The directory.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told how many entries have been read, about every thousand and at the end.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="DirectoryNotFoundException">Nothing is at <paramref name="path"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">A directory may not be read; the message names it.</exception>
    /// <exception cref="IOException">It is no directory, or something in it could not be read or changed meanwhile; the message names it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> says so.</exception>
    public static Layer Open(string path, HostDirectoryOptions? options = null, IProgress<long>? progress = null, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new HostDirectoryOptions();
        return HostPlatform.IsNative
            ? new LinuxScan(path, options, HostFormat.Plain, progress, ct).Run(path)
            : new PortableScan(path, options, progress, ct).Run();
    }
}
