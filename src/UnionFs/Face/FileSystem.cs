using UnionFs.Face;
using UnionFs.Mounting;
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

    internal delegate FsError OnePathVerb<TArguments>(Transaction transaction, ReadOnlySpan<char> path, TArguments arguments);

    internal delegate FsError TwoPathVerb<TArguments>(Transaction transaction, ReadOnlySpan<char> from, ReadOnlySpan<char> to, TArguments arguments);

    /// <summary>Lock, verb, publish.</summary>
    internal FsError Change<TArguments>(ReadOnlySpan<char> path, TArguments arguments, OnePathVerb<TArguments> verb)
    {
        TreeHost host = EnterHost();
        try
        {
            FsError error = host.Begin(out Transaction transaction);
            if (error == FsError.None) error = verb(transaction, path, arguments);
            if (error == FsError.None) host.Publish(transaction);
            return error;
        }
        finally
        {
            host.Exit();
        }
    }

    internal FsError Change<TArguments>(ReadOnlySpan<char> from, ReadOnlySpan<char> to, TArguments arguments, TwoPathVerb<TArguments> verb)
    {
        TreeHost host = EnterHost();
        try
        {
            FsError error = host.Begin(out Transaction transaction);
            if (error == FsError.None) error = verb(transaction, from, to, arguments);
            if (error == FsError.None) host.Publish(transaction);
            return error;
        }
        finally
        {
            host.Exit();
        }
    }

    internal FsError MakeDirectories(string path) =>
        Change(path, 0, static (tx, path, _) => Verb.MakeDirectories(tx, path));

    internal FsError OpenHandle(ReadOnlySpan<char> path, OpenFlags flags, int mode, out FileHandle? handle)
    {
        handle = null;
        TreeHost host = EnterHost();
        try
        {
            FsError error = host.Begin(out Transaction transaction);
            if (error != FsError.None) return error;
            error = Verb.Open(transaction, path, flags, mode, out OpenTarget target);
            if (error != FsError.None) return error;
            host.Publish(transaction);
            handle = new FileHandle(host, host.Register(target), flags);
            return FsError.None;
        }
        finally
        {
            host.Exit();
        }
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
        var first = new PathWalk(tree);
        var second = new PathWalk(tree);
        return first.ResolveExisting(one, mode) == FsError.None && second.ResolveExisting(two, mode) == FsError.None
            && Verb.IsSameInode(in first, in second);
    }

    internal bool ParentExists(string path)
    {
        string full = FullPath(path).TrimEnd('/');
        int slash = full.LastIndexOf('/');
        return slash <= 0 || Posix.Stat(full.AsSpan(0, slash), out FileStat stat) == FsError.None && stat.Kind == NodeKind.Directory;
    }

    /// <summary>Takes the lock of the present host: a restore may put another in its place while we wait.</summary>
    internal TreeHost EnterHost()
    {
        while (true)
        {
            TreeHost host = Host;
            host.Enter();
            if (host == Host) return host;
            host.Exit();
        }
    }
}
