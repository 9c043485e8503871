namespace UnionFs.Testing;

/// <summary>A file system is not as a test expects it; the message says where and how.</summary>
public sealed class FileSystemAssertionException : Exception
{
    /// <summary>An exception with the message of the framework.</summary>
    public FileSystemAssertionException() { }

    /// <summary>An exception that says what differs.</summary>
    public FileSystemAssertionException(string message) : base(message) { }

    /// <summary>An exception that says what differs, and what made it so.</summary>
    public FileSystemAssertionException(string message, Exception innerException) : base(message, innerException) { }
}
