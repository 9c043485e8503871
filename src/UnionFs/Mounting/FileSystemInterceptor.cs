namespace UnionFs;

/// <summary>
/// Stands between a live file system and those who use it: it is asked before each opening, read and change, and may refuse with an errno or hold a read
/// up. For tests that want a failing disk, and for a host's own rules and records. See <see cref="UnionFileSystem.Interceptor"/>.
/// </summary>
/// <remarks>
/// <para>It is asked last, when everything else allows the call: what would fail anyway fails as ever and is not asked about. Who is refused has changed
/// nothing. What it throws reaches the caller of the verb, and nothing has changed then either.</para>
/// <para>Paths are physical: absolute, without links, `.` and `..`. Files without a name are not asked about, nor are looks at metadata and names, snapshots,
/// differences, <see cref="UnionFileSystem.Restore"/> and the like.</para>
/// <para>Openings and changes are asked about under the writer lock, one at a time: answer at once, and do not write to the file system from there
/// (EDEADLK). Reads are asked about outside of it, by several threads at once. Costs nothing where there is none; else O(depth) a call, and
/// O(open inodes) a change.</para>
/// </remarks>
public abstract class FileSystemInterceptor
{
    /// <summary>
    /// Before what is at a path is opened, or made and opened; <see cref="BeforeChange"/> follows if that changes something. Members that read or write
    /// a whole file (ReadAllText, WriteContent) open nothing.
    /// </summary>
    /// <param name="path">What is opened.</param>
    /// <param name="flags">How.</param>
    protected internal virtual FsError BeforeOpen(string path, OpenFlags flags) => FsError.None;

    /// <summary>
    /// Before bytes of a file are read: by a handle or a stream for each of its reads, by members that take a whole file once. A content that was taken
    /// is no longer asked about.
    /// </summary>
    /// <param name="path">The file; for a handle, where it was when it was opened.</param>
    /// <param name="offset">From where.</param>
    /// <param name="count">How many bytes are wanted; there may be fewer.</param>
    protected internal virtual ReadVerdict BeforeRead(string path, long offset, long count) => default;

    /// <summary>Before a verb's changes are published, all of them or none. A batch is asked verb by verb.</summary>
    /// <param name="changes">What a <see cref="ChangeFeed"/> would tell, at least one.</param>
    /// <param name="bytesWritten">How many bytes of content the verb writes; what is copied by reference counts, what is only cut or grown does not.</param>
    protected internal virtual FsError BeforeChange(ReadOnlySpan<FileChange> changes, long bytesWritten) => FsError.None;
}

/// <summary>What becomes of a read.</summary>
/// <param name="Error">Why it fails, or none.</param>
/// <param name="Delay">
/// How long it takes before that, by the file system's own clock. Asynchronous members of streams and files wait without a thread, all others block theirs.
/// </param>
public readonly record struct ReadVerdict(FsError Error, TimeSpan Delay = default);
