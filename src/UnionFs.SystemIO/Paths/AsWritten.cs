namespace UnionFs.SystemIO.Paths;

/// <summary>Errors of the calls in which System.IO hands a path to the kernel as it is written: the message quotes it so, relative or not.</summary>
internal static class AsWritten
{
    /// <summary>A missing name without a directory in front counts as one whose parent is missing.</summary>
    internal static Exception Failure(FileSystem files, FsError error, string path, bool isDirectory = false) =>
        error.ToException(path, isDirectory || error == FsError.ENOENT && !files.Directory.Exists(UnixPath.DirectoryName(path)));
}
