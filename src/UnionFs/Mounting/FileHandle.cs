using System.Buffers;
using UnionFs.Mounting;
using UnionFs.Nodes;
using UnionFs.Opening;
using UnionFs.Trees;
using UnionFs.Writing;

namespace UnionFs;

/// <summary>
/// An open file or directory. It follows its inode through rename and unlink; two handles of one file see each other's
/// writes at once. A file system that is restored gets another tree: handles opened before keep the one they were opened on.
/// Thread-safe: reads take no lock, writes queue with all writers of the file system. Disposing twice is allowed.
/// </summary>
public sealed partial class FileHandle : IDisposable
{
    private readonly TreeHost _host;
    private readonly OpenInode _inode;
    private readonly OpenFlags _flags;
    private readonly Identity? _caller;
    private readonly string[] _openedAt; // the names; none for what has no name
    private int _isClosed;
    private bool _isLocked;
    private bool _isLockExclusive;

    internal FileHandle(TreeHost host, OpenInode inode, OpenFlags flags, Identity? caller = null, string[]? openedAt = null)
    {
        _openedAt = openedAt ?? [];
        _host = host;
        _inode = inode;
        _flags = flags;
        _caller = caller;
    }

    internal TreeHost Host => _host;

    internal OpenInode Inode => _inode;

    /// <summary>Who opened it; null is root.</summary>
    internal Identity? Caller => _caller;

    /// <summary>Opened with O_PATH: a place, nothing that could be read or changed.</summary>
    internal bool IsPlace => (_flags & OpenFlags.O_PATH) != 0;

    /// <summary>Whether the flags allow reading.</summary>
    public bool CanRead => !IsPlace && (_flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) != OpenFlags.O_WRONLY;

    /// <summary>Whether the flags allow writing.</summary>
    public bool CanWrite => !IsPlace && (_flags & (OpenFlags.O_WRONLY | OpenFlags.O_RDWR)) != 0;

    /// <summary>The length in bytes now; 0 for a directory, and when closed.</summary>
    public long Length => IsClosed ? 0 : (_host.Current(_inode).Node as FileNode)?.Content.Length ?? 0;

    /// <summary>What the handle is open on (fstat). EBADF when closed.</summary>
    public FsError Stat(out FileStat stat) => Look(_host, out _, out stat);

    /// <summary>The inode as it is now in a host that knows this handle's, whatever the handle was opened for.</summary>
    internal FsError Look(TreeHost host, out Node? node, out FileStat stat)
    {
        node = null;
        stat = default;
        if (IsClosed) return FsError.EBADF;
        InodeState state = StateIn(host);
        node = state.Node;
        stat = new FileStat(state.Node, state.Node is DirectoryNode directory && state.Links > 0 ? directory.LinkCount : state.Links);
        return FsError.None;
    }

    /// <summary>
    /// Reads from <paramref name="offset"/> (pread): all of <paramref name="destination"/>, or what is left before the end; 0 at the end.
    /// EBADF when closed or not open for reading, EISDIR, EINVAL for a negative offset or a range past 2^63 - 1, EIO when a lazy source fails.
    /// </summary>
    public FsError Read(long offset, Span<byte> destination, out int count)
    {
        count = 0;
        FsError refused = IsIntercepted ? Ask(offset, destination.Length) : FsError.None;
        return refused != FsError.None ? refused : ReadNow(offset, destination, out count);
    }

    private FsError ReadNow(long offset, Span<byte> destination, out int count)
    {
        count = 0;
        FsError error = Readable(offset, destination.Length, out Content content);
        if (error != FsError.None) return error;
        try
        {
            count = content.Read(offset, destination);
            return FsError.None;
        }
        catch (IOException)
        {
            return FsError.EIO;
        }
    }

    /// <summary>The bytes of a range as they are now, without copying what is in memory. Errors as <see cref="Read(long, Span{byte}, out int)"/>.</summary>
    public FsError ReadSequence(long offset, long count, out ReadOnlySequence<byte> bytes)
    {
        bytes = default;
        if (count < 0) return FsError.EINVAL;
        FsError refused = IsIntercepted ? Ask(offset, count) : FsError.None;
        return refused != FsError.None ? refused : ReadSequenceNow(offset, count, out bytes);
    }

    private FsError ReadSequenceNow(long offset, long count, out ReadOnlySequence<byte> bytes)
    {
        bytes = default;
        FsError error = Readable(offset, 0, out Content content);
        if (error != FsError.None) return error;
        try
        {
            bytes = content.Slice(offset, count);
            return FsError.None;
        }
        catch (IOException)
        {
            return FsError.EIO;
        }
    }

    /// <summary>
    /// Writes at <paramref name="offset"/> (pwrite); at the end, whatever the offset, if opened with O_APPEND (as on Linux).
    /// EBADF when closed or not open for writing, EINVAL for a negative offset or a range past 2^63 - 1, EFBIG when
    /// appending past it or writing past <see cref="FileSystemLimits.FileBytes"/>, ENOSPC past the other limits: then nothing was written.
    /// </summary>
    public FsError Write(long offset, ReadOnlySpan<byte> bytes) => WriteAt(offset, bytes, (_flags & OpenFlags.O_APPEND) != 0, out _);

    /// <summary>Writes at the end, whatever other handles write meanwhile, and tells where that was.</summary>
    public FsError Append(ReadOnlySpan<byte> bytes, out long offset) => WriteAt(0, bytes, append: true, out offset);

    /// <summary>Cuts or grows the file (ftruncate). EINVAL for a negative length or when not open for writing.</summary>
    public FsError SetLength(long length)
    {
        if (length < 0) return FsError.EINVAL;
        if (IsClosed || IsPlace) return FsError.EBADF;
        if (!CanWrite) return FsError.EINVAL;
        return Change((tx, file) => Verb.Resized(tx, file, length));
    }

    /// <summary>What O_TRUNC does: nothing is left, and the times change even if nothing was there.</summary>
    internal FsError Cut() => Change((tx, file) => tx.WithContent(file, Content.Empty));

    /// <summary>The names in an open directory as they are now; none once it was removed. ENOTDIR for a file.</summary>
    public FsError List(out DirectoryListing listing)
    {
        listing = null!;
        if (IsClosed || IsPlace) return FsError.EBADF;
        if (CurrentState().Node is not DirectoryNode directory) return FsError.ENOTDIR;
        listing = new DirectoryListing(directory);
        return FsError.None;
    }

    /// <summary>Closes. A file without a name is gone with its last handle.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0) return;
        if (_isLocked)
        {
            _host.Enter();
            _host.Unlock(_inode, _isLockExclusive);
            _host.Exit();
        }
        _host.Release(_inode);
    }

    /// <summary>Takes a whole-file lock until the handle closes (flock); EAGAIN if another handle's forbids it.</summary>
    internal FsError TryLock(bool exclusive)
    {
        _host.Enter();
        try
        {
            FsError error = _host.TryLock(_inode, exclusive);
            if (error == FsError.None) (_isLocked, _isLockExclusive) = (true, exclusive);
            return error;
        }
        finally
        {
            _host.Exit();
        }
    }

    /// <summary>Closed, or opened through a batch that has ended.</summary>
    internal bool IsClosed => Volatile.Read(ref _isClosed) != 0 || _host.IsEnded;

    private InodeState CurrentState() => StateIn(_host);

    /// <summary>A directory is looked up where it is now; all else has its state in the tree.</summary>
    internal InodeState StateIn(TreeHost host)
    {
        InodeState state = host.Current(_inode);
        if (state.Node is not DirectoryNode || state.Links == 0) return state;
        // Removed meanwhile where the published tree does not have it.
        return host.DirectoryOf(_inode) is { } directory ? new InodeState(directory, 1) : host.Current(_inode);
    }

    private FsError Readable(long offset, long count, out Content content)
    {
        content = Content.Empty;
        if (offset < 0) return FsError.EINVAL; // pread looks at the offset before it looks at the descriptor
        if (IsClosed || !CanRead) return FsError.EBADF;
        if (offset > long.MaxValue - count) return FsError.EINVAL; // rw_verify_area
        if (_host.Current(_inode).Node is not FileNode file) return FsError.EISDIR;
        content = file.Content;
        return FsError.None;
    }

    private FsError WriteAt(long offset, ReadOnlySpan<byte> bytes, bool append, out long at)
    {
        at = offset;
        if (offset < 0) return FsError.EINVAL;
        if (IsClosed || !CanWrite) return FsError.EBADF;
        if (offset > long.MaxValue - bytes.Length) return FsError.EINVAL; // rw_verify_area, which O_APPEND does not get round
        using WriteScope scope = Writing();
        if (scope.Error != FsError.None) return scope.Error;
        var file = (FileNode)_host.Current(_inode).Node;
        if (append) at = file.Content.Length;
        if (bytes.IsEmpty) return FsError.None;
        FsError error = Verb.Written(scope.Transaction, file, at, bytes, out FileNode? written);
        if (error != FsError.None) return error;
        _host.Update(scope.Transaction, _inode, written!, FileChangeKind.Changed);
        return scope.Publish(FsError.None);
    }

    private WriteScope Writing()
    {
        _host.Enter();
        return new WriteScope(_host, _caller, this);
    }

    private FsError Change(Func<Transaction, FileNode, FileNode> change) => Change(FileChangeKind.Changed, () => _host.Current(_inode), change);

    /// <summary>Lock, change, publish; a change that gives the same node back publishes nothing.</summary>
    private FsError Change<TNode>(FileChangeKind kind, Func<InodeState> current, Func<Transaction, TNode, TNode> change)
        where TNode : Node
    {
        using WriteScope scope = Writing();
        if (scope.Error != FsError.None) return scope.Error;
        var node = (TNode)current().Node;
        TNode changed = change(scope.Transaction, node);
        if (ReferenceEquals(changed, node)) return FsError.None;
        _host.Update(scope.Transaction, _inode, changed, kind);
        return scope.Publish(FsError.None);
    }
}
