using UnionFs.Face;
using UnionFs.Mounting;
using UnionFs.Trees;
using UnionFs.Writing;

namespace UnionFs;

// What the .NET face asks of the engine beyond the Unix verbs: whole-file steps that respect the locks of open streams, and a working directory.
public abstract partial class FileSystem
{
    /// <summary>What System.IO's default mode for new files and directories has been masked with.</summary>
    internal const int Umask = 0x12;

    private string _currentDirectory = "/";

    /// <summary>Where relative paths of the .NET face start; a physical path.</summary>
    internal string CurrentDirectory
    {
        get => Volatile.Read(ref _currentDirectory);
        set => Volatile.Write(ref _currentDirectory, value);
    }

    internal string FullPath(string path, string parameter = "path") => NetPath.Full(path, CurrentDirectory, parameter);

    /// <summary>A file's content as one who opens it with a shared lock finds it. Takes the writer lock only where streams have exclusive ones.</summary>
    internal FsError ReadShared(string path, out Content content)
    {
        FsError error = LookShared(path, out content);
        if (error != FsError.None || !IsIntercepted(null)) return error;
        error = AskRead(path, content.Length);
        return error == FsError.None ? LookShared(path, out content) : error;
    }

    /// <summary>As <see cref="ReadShared"/>, without asking whether it may be read.</summary>
    internal FsError LookShared(string path, out Content content)
    {
        TreeHost host = Host;
        int turns = host.LockTurns;
        if (!host.HasExclusiveLocks)
        {
            FsError error = Posix.LookAtContent(path, out content, out _);
            // Nobody took a lock meanwhile, so this is no half-written state of an owner's.
            if (host.LockTurns == turns) return error;
        }
        host = EnterHost();
        try
        {
            FsError error = Posix.LookAtContent(path, out content, out _);
            return error == FsError.None ? CheckLock(host, host.Tree, path, exclusive: false) : error;
        }
        finally
        {
            host.Exit();
        }
    }

    /// <summary>Open, lock, cut, write and close as one step.</summary>
    internal FsError StoreContent(string path, Content content, OpenFlags flags, int mode)
    {
        using WriteScope scope = Writing(null);
        FsError error = scope.Error;
        if (error == FsError.None && (flags & OpenFlags.O_EXCL) == 0) error = CheckLock(scope.Host, scope.Transaction.Tree, path, exclusive: false);
        return error == FsError.None ? scope.Publish(Verb.Store(scope.Transaction, path, content, flags, mode)) : error;
    }

    /// <summary>The same with the mode and the times of the file that the content is of, as far as the caller may set them.</summary>
    internal FsError CopyContent(string path, Content content, OpenFlags flags, FileStat source)
    {
        using WriteScope scope = Writing(null);
        FsError error = scope.Error;
        if (error == FsError.None && (flags & OpenFlags.O_EXCL) == 0) error = CheckLock(scope.Host, scope.Transaction.Tree, path, exclusive: true);
        return error == FsError.None ? scope.Publish(Verb.StoreCopy(scope.Transaction, path, content, flags, source.Metadata)) : error;
    }

    /// <summary>Open, lock, add to the end and close as one step. The preamble comes first where the file is empty.</summary>
    internal FsError AppendBytes(string path, ReadOnlySpan<byte> preamble, ReadOnlySpan<byte> bytes)
    {
        const int mode = 0x1A4;
        using WriteScope scope = Writing(null);
        FsError error = scope.Error;
        if (error == FsError.None) error = CheckLock(scope.Host, scope.Transaction.Tree, path, exclusive: false);
        if (error == FsError.None && !preamble.IsEmpty && IsEmptyFile(scope.Transaction.Tree, path))
            error = Verb.Append(scope.Transaction, path, preamble, mode);
        return error == FsError.None ? scope.Publish(Verb.Append(scope.Transaction, path, bytes, mode)) : error;
    }

    /// <summary>Makes a directory and its missing parents in one step; the mode is the last one's, if it is made.</summary>
    internal FsError MakeDirectories(string path, int mode)
    {
        using WriteScope scope = Writing(null);
        if (scope.Error != FsError.None) return scope.Error;
        Transaction transaction = scope.Transaction;
        bool isThere = new PathWalk(transaction.Tree, Caller).ResolveExisting(path, LastLink.Follow) == FsError.None;
        FsError error = Verb.MakeDirectories(transaction, path);
        if (error == FsError.None && !isThere)
        {
            var walk = new PathWalk(transaction.Tree, Caller);
            error = walk.ResolveExisting(path, LastLink.Follow);
            // mkdir takes no set-ID bits, but a set-group-ID parent hands its own down.
            if (error == FsError.None)
                error = Verb.ChangeMode(transaction, path, mode & ~Umask & 0x3FF | walk.Node!.Metadata.Mode & 0x400, follow: true);
        }
        return scope.Publish(error);
    }

    private static FsError CheckLock(TreeHost host, Tree tree, string path, bool exclusive)
    {
        if (!host.HasLocks) return FsError.None;
        var walk = new PathWalk(tree);
        return walk.ResolveExisting(path, LastLink.Follow) == FsError.None && host.IsLocked(walk.EntryNames(), walk.Entry!, exclusive)
            ? FsError.EAGAIN
            : FsError.None; // what else is wrong the verb says
    }

    private static bool IsEmptyFile(Tree tree, string path)
    {
        var walk = new PathWalk(tree);
        return walk.ResolveExisting(path, LastLink.Follow) != FsError.None || walk.Node is Nodes.FileNode { Content.Length: 0 };
    }
}
