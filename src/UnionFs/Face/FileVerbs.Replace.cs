using UnionFs.Face;
using UnionFs.Trees;
using UnionFs.Writing;

namespace UnionFs;

public sealed partial class FileVerbs
{
    /// <summary>
    /// Puts a file in another's place, and keeps that one's old content under the backup's name where one is given; what was
    /// there is lost. One step: others see all of it or nothing. There are no metadata that could fail to merge.
    /// </summary>
    public void Replace(string sourceFileName, string destinationFileName, string? destinationBackupFileName, bool ignoreMetadataErrors = false)
    {
        ArgumentNullException.ThrowIfNull(sourceFileName);
        ArgumentNullException.ThrowIfNull(destinationFileName);
        string from = Full(sourceFileName);
        string to = Full(destinationFileName);
        string? backup = destinationBackupFileName is null ? null : Full(destinationBackupFileName);
        Exception? failure = null;
        FsError error = _fileSystem.Change(from, to, 0, (tx, _, _, _) =>
        {
            failure = CheckReplace(tx.Tree, from, to, backup);
            if (failure is not null) return FsError.EINVAL; // any error: nothing is published
            FsError failed = FsError.None;
            if (backup is not null)
            {
                failed = Verb.Unlink(tx, backup);
                if (failed is FsError.None or FsError.ENOENT) failed = Verb.Link(tx, to, backup, follow: false);
                if (failed != FsError.None) failure = Failed(failed, backup);
            }
            if (failed != FsError.None) return failed;
            failed = Verb.Rename(tx, from, to, RenameFlags.None);
            // System.IO names no path here.
            if (failed == FsError.ENOTDIR) failure = new DirectoryNotFoundException("Could not find a part of the path.");
            else if (failed != FsError.None) failure = new IOException(failed.Describe(), (int)failed);
            return failed;
        });
        if (failure is not null) throw failure;
        _fileSystem.ThrowIfError(error, from);
    }

    /// <summary>Everything that can be wrong is looked for before the first change.</summary>
    private Exception? CheckReplace(Tree tree, string from, string to, string? backup)
    {
        FsError error = Look(tree, from, out PathWalk source);
        if (error != FsError.None) return Failed(error, from);
        if (source.Entry is Nodes.DirectoryNode) return NotAFile(from);
        error = Look(tree, to, out PathWalk target);
        if (error == FsError.None)
        {
            if (target.Entry is Nodes.DirectoryNode) return NotAFile(to);
            if (Verb.IsSameInode(in source, in target)) return new IOException($"The source '{from}' and destination '{to}' are the same file.");
        }
        if (backup is null)
            return new PathWalk(tree).ResolveExisting(to, LastLink.Follow) == FsError.ENOENT ? new FileNotFoundException("Unable to find the specified file.") : null;

        FsError backupError = Look(tree, backup, out PathWalk old);
        if (backupError is not (FsError.None or FsError.ENOENT)) return Failed(backupError, backup);
        if (old.Entry is Nodes.DirectoryNode) return new IOException($"{FsError.EISDIR.Describe()} : '{backup}'", (int)FsError.EISDIR);
        // A backup in the target's own place would lose the target; System.IO finds it missing after it removed it.
        bool isTarget = error == FsError.None && backupError == FsError.None && old.EntryNames().AsSpan().SequenceEqual(target.EntryNames());
        if (isTarget) error = FsError.ENOENT;
        if (error == FsError.ENOENT) return _fileSystem.ParentExists(backup) ? Failed(error, to) : FsErrorExtensions.MissingPart(backup);
        return error == FsError.None ? null : error.ToExceptionWithoutPath();
    }

    private static FsError Look(Tree tree, string path, out PathWalk walk)
    {
        walk = new PathWalk(tree);
        return walk.ResolveExisting(path, LastLink.Keep);
    }

    private Exception Failed(FsError error, string path) =>
        error == FsError.ENOENT && !_fileSystem.ParentExists(path) ? FsErrorExtensions.MissingPart(path) : error.ToException(path);

    private static UnauthorizedAccessException NotAFile(string path) => new($"The specified path '{path}' is not a file.");
}
