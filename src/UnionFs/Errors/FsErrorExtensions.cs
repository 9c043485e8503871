namespace UnionFs;

/// <summary>The one place where an <see cref="FsError"/> becomes an exception: what System.IO throws on Linux for the same errno.</summary>
public static class FsErrorExtensions
{
    private const int FileExistsResult = 17;

    /// <summary>Throws for every value but <see cref="FsError.None"/>.</summary>
    /// <param name="error">What a Unix verb returned.</param>
    /// <param name="path">The path as the caller wrote it; the message quotes it.</param>
    /// <param name="isDirectory">Whether the call was about a directory, which decides what a missing last name throws.</param>
    /// <exception cref="IOException">Or one of its kin; see <see cref="ToException"/>.</exception>
    public static void ThrowIfError(this FsError error, string path, bool isDirectory = false)
    {
        if (error != FsError.None) throw error.ToException(path, isDirectory);
    }

    /// <summary>
    /// The exception for an error. <see cref="FsError.ENOENT"/>: <see cref="FileNotFoundException"/>, for directories
    /// <see cref="DirectoryNotFoundException"/>; <see cref="FsError.ENOTDIR"/>: <see cref="DirectoryNotFoundException"/>;
    /// <see cref="FsError.EACCES"/> and <see cref="FsError.EISDIR"/>: <see cref="UnauthorizedAccessException"/>;
    /// <see cref="FsError.ENAMETOOLONG"/>: <see cref="PathTooLongException"/>;
    /// everything else: <see cref="IOException"/> whose <see cref="Exception.HResult"/> is the errno.
    /// </summary>
    public static Exception ToException(this FsError error, string path, bool isDirectory = false) => error switch
    {
        FsError.ENOENT when isDirectory => MissingPart(path),
        FsError.ENOENT => new FileNotFoundException($"Could not find file '{path}'.", path),
        FsError.ENOTDIR => MissingPart(path),
        FsError.EACCES or FsError.EISDIR or FsError.EPERM or FsError.EBADF => Denied(path, error),
        FsError.EEXIST => new IOException($"The file '{path}' already exists.", FileExistsResult),
        FsError.ENAMETOOLONG => new PathTooLongException($"The path '{path}' is too long, or a component of the specified path is too long."),
        FsError.EAGAIN => new IOException($"The process cannot access the file '{path}' because it is being used by another process.", (int)error),
        FsError.EILSEQ => new ArgumentException($"The path '{path}' has a lone surrogate that stands for no byte.", nameof(path)),
        _ => new IOException($"{Describe(error)} : '{path}'", (int)error),
    };

    /// <summary>What System.IO throws where it does not say the path.</summary>
    internal static Exception ToExceptionWithoutPath(this FsError error) => error switch
    {
        FsError.ENOENT => new FileNotFoundException("Unable to find the specified file."),
        FsError.ENOTDIR => new DirectoryNotFoundException("Could not find a part of the path."),
        FsError.EACCES or FsError.EPERM => new UnauthorizedAccessException("Access to the path is denied.", new IOException(Describe(error), (int)error)),
        FsError.ENAMETOOLONG => new PathTooLongException("The specified file name or path is too long, or a component of the specified path is too long."),
        FsError.EILSEQ => new ArgumentException("The path has a lone surrogate that stands for no byte."),
        _ => new IOException(Describe(error), (int)error),
    };

    /// <summary>The text that the C library gives for an errno.</summary>
    public static string Describe(this FsError error) => error switch
    {
        FsError.None => "Success",
        FsError.EPERM => "Operation not permitted",
        FsError.ENOENT => "No such file or directory",
        FsError.EIO => "Input/output error",
        FsError.ENXIO => "No such device or address",
        FsError.E2BIG => "Argument list too long",
        FsError.EBADF => "Bad file descriptor",
        FsError.EAGAIN => "Resource temporarily unavailable",
        FsError.EACCES => "Permission denied",
        FsError.EBUSY => "Device or resource busy",
        FsError.EEXIST => "File exists",
        FsError.EXDEV => "Invalid cross-device link",
        FsError.ENOTDIR => "Not a directory",
        FsError.EISDIR => "Is a directory",
        FsError.EINVAL => "Invalid argument",
        FsError.EFBIG => "File too large",
        FsError.ENOSPC => "No space left on device",
        FsError.ESPIPE => "Illegal seek",
        FsError.EROFS => "Read-only file system",
        FsError.EMLINK => "Too many links",
        FsError.ERANGE => "Numerical result out of range",
        FsError.EDEADLK => "Resource deadlock avoided",
        FsError.ENAMETOOLONG => "File name too long",
        FsError.ENOTEMPTY => "Directory not empty",
        FsError.ELOOP => "Too many levels of symbolic links",
        FsError.ENODATA => "No data available",
        FsError.EOVERFLOW => "Value too large for defined data type",
        FsError.EILSEQ => "Invalid or incomplete multibyte or wide character",
        FsError.EOPNOTSUPP => "Operation not supported",
        FsError.EDQUOT => "Disk quota exceeded",
        _ => $"Unknown error {(int)error}",
    };

    internal static DirectoryNotFoundException MissingPart(string path) => new($"Could not find a part of the path '{path}'.");

    private static UnauthorizedAccessException Denied(string path, FsError error)
    {
        // System.IO reports a directory used as a file as EACCES, whatever the kernel said.
        FsError inner = error == FsError.EISDIR ? FsError.EACCES : error;
        return new UnauthorizedAccessException($"Access to the path '{path}' is denied.", new IOException(Describe(inner), (int)inner));
    }
}
