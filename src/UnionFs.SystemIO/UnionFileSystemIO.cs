using System.IO.Abstractions;
using UnionFs.SystemIO.Drives;
using UnionFs.SystemIO.Entries;
using UnionFs.SystemIO.Paths;
using UnionFs.SystemIO.Streams;
using UnionFs.SystemIO.Versions;
using UnionFs.SystemIO.Watching;

namespace UnionFs.SystemIO;

/// <summary>
/// A live file system as an <see cref="IFileSystem"/>, for code that takes its files through System.IO.Abstractions. It answers as .NET does on
/// Linux for root: values, exceptions, messages, HResults, links, locks between streams, patterns, watchers. Paths are Linux's on every host.
/// </summary>
/// <remarks>
/// <para>Nothing of the host is behind it: what takes or gives a handle of the operating system throws <see cref="NotSupportedException"/>, and no
/// environment variable counts. Temporary files are made in <c>/tmp</c>, which must be there.</para>
/// <para>Relative paths start at the working directory of <see cref="Files"/>, so adapters of one file system share it. Thread-safe, as
/// <see cref="UnionFileSystem"/> is; the objects that describe one entry, streams and watchers are not, as in System.IO.</para>
/// </remarks>
public sealed class UnionFileSystemIO : IFileSystem
{
    private const int TemporaryMode = 0x3FF; // 1777
    private const string WorkingDirectory = "/data";

    private static readonly Layer EmptyBase = new LayerBuilder("empty")
        .AddDirectory("/tmp", Metadata.DefaultDirectory with { Mode = TemporaryMode }).AddDirectory(WorkingDirectory).Build();

    /// <summary>
    /// An empty file system: <c>/tmp</c>, and <c>/data</c> as the working directory. Both are in a layer below, so that
    /// <see cref="UnionFileSystem.GetChanges"/> of <see cref="Files"/> tells only what was done since.
    /// </summary>
    public UnionFileSystemIO() : this(new UnionFileSystem(EmptyBase)) => Files.Directory.SetCurrentDirectory(WorkingDirectory);

    /// <summary>The files of <paramref name="files"/>. O(1).</summary>
    public UnionFileSystemIO(UnionFileSystem files)
    {
        ArgumentNullException.ThrowIfNull(files);
        Files = files;
        Watchers = new WatcherCount();
        Path = new UnionPath(this);
        File = new UnionFile(this);
        Directory = new UnionDirectory(this);
        FileInfo = new FileInfoFactory(this);
        DirectoryInfo = new DirectoryInfoFactory(this);
        DriveInfo = new DriveInfoFactory(this);
        FileStream = new FileStreamFactory(this);
        FileSystemWatcher = new WatcherFactory(this);
        FileVersionInfo = new VersionInfoFactory(this);
        RandomAccess = new UnionRandomAccess(this);
    }

    /// <summary>The live file system behind it: snapshot, fork, changes.</summary>
    public UnionFileSystem Files { get; }

    /// <inheritdoc/>
    public IDirectory Directory { get; }

    /// <inheritdoc/>
    public IDirectoryInfoFactory DirectoryInfo { get; }

    /// <summary>One drive, <c>/</c>. Its space is that of <see cref="UnionFileSystem.Limits"/>; without one there is as much as a number can say.</summary>
    public IDriveInfoFactory DriveInfo { get; }

    /// <inheritdoc/>
    public IFile File { get; }

    /// <inheritdoc/>
    public IFileInfoFactory FileInfo { get; }

    /// <summary>Streams over files in memory, buffered as System.IO's are. What takes or wraps a real handle throws <see cref="NotSupportedException"/>.</summary>
    public IFileStreamFactory FileStream { get; }

    /// <summary>Watchers that stand on <see cref="UnionFileSystem.Watch"/>, so they also tell what is done past this adapter, a restore included.</summary>
    public IFileSystemWatcherFactory FileSystemWatcher { get; }

    /// <summary>What .NET on Linux tells of a file's version: that of a managed assembly, from its metadata.</summary>
    public IFileVersionInfoFactory FileVersionInfo { get; }

    /// <inheritdoc/>
    public IPath Path { get; }

    /// <summary>Every member throws <see cref="NotSupportedException"/>: there are no handles of the operating system.</summary>
    public IRandomAccess RandomAccess { get; }

    internal WatcherCount Watchers { get; }
}
