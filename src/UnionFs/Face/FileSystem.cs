using UnionFs.Access;
using UnionFs.Face;
using UnionFs.Mounting;
using UnionFs.Nodes;
using UnionFs.Trees;
using UnionFs.Writing;

namespace UnionFs;

/// <summary>
/// A tree of files that behaves as one ordinary POSIX tree: a live <see cref="UnionFileSystem"/>, a <see cref="Snapshot"/>
/// of one, or a <see cref="Batch"/> of changes to one. Two faces over one engine: <see cref="Posix"/> returns
/// <see cref="FsError"/>; <see cref="File"/> and <see cref="Directory"/> throw what System.IO throws.
/// Paths are separated by `/` and start at the root, with or without a leading one (those of the .NET face without one at its working directory).
/// </summary>
/// <remarks>Thread-safe: a reader takes no lock and sees one consistent tree for one call; writers queue.</remarks>
public abstract partial class FileSystem
{
    // Made when first asked for: a snapshot that is only kept costs nothing for them.
    private PosixVerbs? _posix;
    private FileVerbs? _file;
    private DirectoryVerbs? _directory;

    private protected FileSystem() { }

    /// <summary>The Unix verbs.</summary>
    public PosixVerbs Posix => _posix ??= new PosixVerbs(this);

    /// <summary>What System.IO.File does.</summary>
    public FileVerbs File => _file ??= new FileVerbs(this);

    /// <summary>What System.IO.Directory does.</summary>
    public DirectoryVerbs Directory => _directory ??= new DirectoryVerbs(this);

    /// <summary>Whether every change fails with EROFS.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>The lower layers.</summary>
    public abstract LayerStack Layers { get; }

    internal abstract TreeHost Host { get; }

    internal virtual Tree Tree => Host.Tree;

    internal delegate FsError OnePathVerb<TArguments>(Transaction transaction, TreePath path, TArguments arguments);

    internal delegate FsError TwoPathVerb<TArguments>(Transaction transaction, TreePath from, TreePath to, TArguments arguments);

    /// <summary>Who asks; null is root.</summary>
    internal virtual Identity? Caller => null;

    /// <summary>
    /// This file system as another caller sees it: permission bits, owner rules and the ownership of new files go by
    /// <paramref name="identity"/>. The files are the same. Null is root.
    /// </summary>
    public FileSystem As(Identity? identity) => new CallerView(this, identity);

    /// <summary>Lock, verb, publish.</summary>
    internal FsError Change<TArguments>(PosixPath path, TArguments arguments, OnePathVerb<TArguments> verb)
    {
        using WriteScope scope = Writing(path.Start);
        return scope.Error != FsError.None ? scope.Error : scope.Publish(verb(scope.Transaction, path.In(scope), arguments));
    }

    internal FsError Change<TArguments>(PosixPath from, PosixPath to, TArguments arguments, TwoPathVerb<TArguments> verb)
    {
        using WriteScope scope = Writing(from.Start);
        if (HostOf(to.Start) != scope.Host) return FsError.EXDEV; // on either side of a restore
        return scope.Error != FsError.None ? scope.Error : scope.Publish(verb(scope.Transaction, from.In(scope), to.In(scope), arguments));
    }

    /// <summary>Changes the metadata of what is open, as this caller, whoever opened it.</summary>
    internal FsError ChangeItself(PosixPath path, Func<Transaction, Node, (Metadata?, FsError)> change) =>
        ChangeItself(path, FileChangeKind.Attributes, (tx, node) =>
        {
            (Metadata? metadata, FsError error) = change(tx, node);
            return (error != FsError.None || ReferenceEquals(metadata, node.Metadata) ? node : node.With(metadata!), error);
        });

    /// <summary>Cuts or grows what is open, as ftruncate does.</summary>
    internal FsError ResizeItself(PosixPath path, long length)
    {
        FileHandle handle = path.Start!;
        return length < 0 ? FsError.EINVAL : ChangeItself(path, FileChangeKind.Changed, (tx, node) => node is FileNode file && handle.CanWrite
            ? (Verb.Resized(tx, file, length), FsError.None)
            : (node, handle.IsPlace ? FsError.EBADF : FsError.EINVAL));
    }

    private FsError ChangeItself(PosixPath path, FileChangeKind kind, Func<Transaction, Node, (Node, FsError)> change)
    {
        FileHandle handle = path.Start!;
        using WriteScope scope = Writing(handle);
        FsError error = path.Refusal(scope.Host);
        if (error == FsError.None) error = scope.Error;
        if (error == FsError.None) error = scope.Transaction.WantWrite();
        if (error != FsError.None) return error;
        Node node = handle.StateIn(scope.Host).Node;
        (Node changed, error) = change(scope.Transaction, node);
        if (error != FsError.None || ReferenceEquals(changed, node)) return error;
        scope.Host.Update(scope.Transaction, handle.Inode, changed, kind);
        return scope.Publish(FsError.None);
    }

    /// <summary>Gives what is open a name; see <see cref="Verb.LinkOpen"/>.</summary>
    internal FsError LinkItself(PosixPath existing, PosixPath path)
    {
        FileHandle handle = existing.Start!;
        using WriteScope scope = Writing(handle);
        FsError error = existing.Refusal(scope.Host);
        // AT_EMPTY_PATH takes a handle from its opener or from root only (CAP_DAC_READ_SEARCH).
        if (error == FsError.None && Permission.IsBound(Caller) && Caller != handle.Caller) error = FsError.ENOENT;
        if (error == FsError.None && HostOf(path.Start) != scope.Host) error = FsError.EXDEV;
        if (error == FsError.None) error = scope.Error;
        if (error != FsError.None) return error;
        return scope.Publish(Verb.LinkOpen(scope.Transaction, handle.Inode, scope.Host.NamelessNode(handle.Inode), path.In(scope)));
    }

    internal FsError MakeDirectories(string path) =>
        Change(path, 0, static (tx, path, _) => Verb.MakeDirectories(tx, path));

    internal FsError OpenHandle(PosixPath path, OpenFlags flags, int mode, out FileHandle? handle)
    {
        handle = null;
        using WriteScope scope = Writing(path.Start);
        if (scope.Error != FsError.None) return scope.Error;
        FsError error = Verb.Open(scope.Transaction, path.In(scope), flags, mode, out OpenTarget target);
        if (error == FsError.None) error = scope.Host.AskOpen(scope.Transaction, target, flags);
        error = scope.Publish(error);
        if (error == FsError.None) handle = new FileHandle(scope.Host, scope.Host.Register(target), flags, Caller, target.Path);
        return error;
    }

    /// <summary>Throws for a file verb: System.IO tells a missing parent from a missing file.</summary>
    internal void ThrowIfError(FsError error, string path)
    {
        if (error == FsError.None) return;
        if (error == FsError.ENOENT && !ParentExists(path)) throw FsErrorExtensions.MissingPart(path);
        throw error.ToException(path);
    }

    /// <summary>Whether two paths lead to one inode.</summary>
    internal bool IsSameInode(string one, string two, bool followLinks)
    {
        Tree tree = Tree;
        LastLink mode = followLinks ? LastLink.Follow : LastLink.Keep;
        var first = new PathWalk(tree, Caller);
        var second = new PathWalk(tree, Caller);
        return first.ResolveExisting(one, mode) == FsError.None && second.ResolveExisting(two, mode) == FsError.None
            && Verb.IsSameInode(in first, in second);
    }

    internal bool ParentExists(string path) => DirectoryOfExists(FullPath(path).TrimEnd('/'));

    /// <summary>Whether the directory of a path is there as System.IO takes it apart by text: of `a/` that is `a`.</summary>
    internal bool DirectoryOfExists(string full)
    {
        int slash = full.LastIndexOf('/');
        return slash <= 0 || Posix.Stat(full.AsSpan(0, slash), out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory;
    }

    /// <summary>Takes the lock of the present host: a restore may put another in its place while we wait.</summary>
    internal TreeHost EnterHost() => Enter(null);

    /// <summary>
    /// The host that a path means: the present one, or the one that the handle it starts at was opened on before a restore. What starts at
    /// a handle that means nothing there is refused by the walk (<see cref="PosixPath.In(TreeHost, Tree)"/>).
    /// </summary>
    internal TreeHost HostOf(FileHandle? start)
    {
        TreeHost host = Host;
        bool isOlder = start is { IsClosed: false } && !host.Knows(start.Host) && start.Host.Owner is { } owner && owner == host.Owner;
        return isOlder ? start!.Host : host;
    }

    /// <summary>Starts a write on the host that a path means.</summary>
    private WriteScope Writing(FileHandle? start) => new(Enter(start), Caller);

    private TreeHost Enter(FileHandle? start)
    {
        while (true)
        {
            TreeHost host = HostOf(start);
            host.Enter();
            if (HostOf(start) == host) return host;
            host.Exit();
        }
    }
}
