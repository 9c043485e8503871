using System.Diagnostics.CodeAnalysis;
using System.IO.Abstractions;

namespace UnionFs.SystemIO.Paths;

/// <summary>Paths, those of the working directory and of temporary files included.</summary>
internal sealed class UnionPath(UnionFileSystemIO system) : Entity(system), IPath
{
    private const string TemporaryDirectory = "/tmp/";
    private const UnixFileMode PrivateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public char AltDirectorySeparatorChar => UnixPath.Separator;
    public char DirectorySeparatorChar => UnixPath.Separator;
    public char PathSeparator => ':';
    public char VolumeSeparatorChar => UnixPath.Separator;

    [return: NotNullIfNotNull(nameof(path))]
    public string? ChangeExtension(string? path, string? extension) => path is null ? null : UnixPath.ChangeExtension(path, extension);

    public string Combine(string path1, string path2)
    {
        ArgumentNullException.ThrowIfNull(path1);
        ArgumentNullException.ThrowIfNull(path2);
        return UnixPath.Combine(path1, path2);
    }

    public string Combine(string path1, string path2, string path3)
    {
        ArgumentNullException.ThrowIfNull(path1);
        ArgumentNullException.ThrowIfNull(path2);
        ArgumentNullException.ThrowIfNull(path3);
        return UnixPath.Combine(UnixPath.Combine(path1, path2), path3);
    }

    public string Combine(string path1, string path2, string path3, string path4)
    {
        ArgumentNullException.ThrowIfNull(path1);
        ArgumentNullException.ThrowIfNull(path2);
        ArgumentNullException.ThrowIfNull(path3);
        ArgumentNullException.ThrowIfNull(path4);
        return UnixPath.Combine(UnixPath.Combine(UnixPath.Combine(path1, path2), path3), path4);
    }

    public string Combine(params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Combine(paths.AsSpan());
    }

    public string Combine(params ReadOnlySpan<string> paths)
    {
        string result = "";
        foreach (string path in paths)
        {
            ArgumentNullException.ThrowIfNull(path, nameof(paths));
            result = UnixPath.Combine(result, path);
        }
        return result;
    }

    public bool EndsInDirectorySeparator(ReadOnlySpan<char> path) => UnixPath.EndsInSeparator(path);

    public bool EndsInDirectorySeparator(string path) => UnixPath.EndsInSeparator(path);

    /// <summary>A file, a directory or a link that leads nowhere.</summary>
    public bool Exists([NotNullWhen(true)] string? path) => Files.File.Exists(path) || Files.Directory.Exists(path);

    public ReadOnlySpan<char> GetDirectoryName(ReadOnlySpan<char> path) => UnixPath.DirectoryName(path);

    public string? GetDirectoryName(string? path) => path is null ? null : UnixPath.DirectoryName(path);

    public ReadOnlySpan<char> GetExtension(ReadOnlySpan<char> path) => UnixPath.Extension(path);

    [return: NotNullIfNotNull(nameof(path))]
    public string? GetExtension(string? path) => path is null ? null : UnixPath.Extension(path).ToString();

    public ReadOnlySpan<char> GetFileName(ReadOnlySpan<char> path) => UnixPath.FileName(path);

    [return: NotNullIfNotNull(nameof(path))]
    public string? GetFileName(string? path) => path is null ? null : UnixPath.FileName(path).ToString();

    public ReadOnlySpan<char> GetFileNameWithoutExtension(ReadOnlySpan<char> path) => UnixPath.FileNameWithoutExtension(path);

    [return: NotNullIfNotNull(nameof(path))]
    public string? GetFileNameWithoutExtension(string? path) => path is null ? null : UnixPath.FileNameWithoutExtension(path).ToString();

    public string GetFullPath(string path) => UnixPath.Full(path, Files.Directory.GetCurrentDirectory());

    public string GetFullPath(string path, string basePath) => UnixPath.Full(path, basePath, Files.Directory.GetCurrentDirectory());

    public char[] GetInvalidFileNameChars() => ['\0', UnixPath.Separator];

    public char[] GetInvalidPathChars() => ['\0'];

    public ReadOnlySpan<char> GetPathRoot(ReadOnlySpan<char> path) => UnixPath.IsRooted(path) ? "/" : default;

    public string? GetPathRoot(string? path) => string.IsNullOrEmpty(path) ? null : UnixPath.IsRooted(path) ? "/" : "";

    public string GetRandomFileName() => Path.GetRandomFileName();

    public string GetRelativePath(string relativeTo, string path)
    {
        ArgumentNullException.ThrowIfNull(relativeTo);
        ArgumentNullException.ThrowIfNull(path);
        if (relativeTo.Length == 0) throw new ArgumentException("The path is empty.", nameof(relativeTo));
        if (path.Length == 0) throw new ArgumentException("The path is empty.", nameof(path));
        return UnixPath.Relative(GetFullPath(relativeTo), GetFullPath(path));
    }

    public string GetTempFileName()
    {
        while (true)
        {
            string path = $"{TemporaryDirectory}tmp{GetRandomFileName()[..6]}.tmp";
            FsError error = Files.Posix.Open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL, out FileHandle? handle, (int)PrivateMode);
            handle?.Dispose();
            if (error == FsError.None) return path;
            if (error != FsError.EEXIST) throw error.ToException(path);
        }
    }

    public string GetTempPath() => TemporaryDirectory;

    public bool HasExtension(ReadOnlySpan<char> path) => !UnixPath.Extension(path).IsEmpty;

    public bool HasExtension([NotNullWhen(true)] string? path) => path is not null && !UnixPath.Extension(path).IsEmpty;

    public bool IsPathFullyQualified(ReadOnlySpan<char> path) => UnixPath.IsRooted(path);

    public bool IsPathFullyQualified(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return UnixPath.IsRooted(path);
    }

    public bool IsPathRooted(ReadOnlySpan<char> path) => UnixPath.IsRooted(path);

    public bool IsPathRooted([NotNullWhen(true)] string? path) => UnixPath.IsRooted(path);

    public string Join(ReadOnlySpan<char> path1, ReadOnlySpan<char> path2) => UnixPath.Join(path1, path2);

    public string Join(ReadOnlySpan<char> path1, ReadOnlySpan<char> path2, ReadOnlySpan<char> path3) =>
        UnixPath.Join(UnixPath.Join(path1, path2), path3);

    public string Join(ReadOnlySpan<char> path1, ReadOnlySpan<char> path2, ReadOnlySpan<char> path3, ReadOnlySpan<char> path4) =>
        UnixPath.Join(UnixPath.Join(UnixPath.Join(path1, path2), path3), path4);

    public string Join(string? path1, string? path2) => UnixPath.Join(path1, path2);

    public string Join(string? path1, string? path2, string? path3) => UnixPath.Join(UnixPath.Join(path1, path2), path3);

    public string Join(string? path1, string? path2, string? path3, string? path4) =>
        UnixPath.Join(UnixPath.Join(UnixPath.Join(path1, path2), path3), path4);

    public string Join(params string?[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Join(paths.AsSpan());
    }

    public string Join(params ReadOnlySpan<string?> paths)
    {
        string result = "";
        foreach (string? path in paths) result = UnixPath.Join(result, path);
        return result;
    }

    public ReadOnlySpan<char> TrimEndingDirectorySeparator(ReadOnlySpan<char> path) => UnixPath.Trimmed(path);

    public string TrimEndingDirectorySeparator(string path) => path is null ? null! : UnixPath.Trimmed(path).ToString(); // so is System.IO's

    public bool TryJoin(ReadOnlySpan<char> path1, ReadOnlySpan<char> path2, Span<char> destination, out int charsWritten) =>
        TryCopy(UnixPath.Join(path1, path2), destination, out charsWritten);

    public bool TryJoin(ReadOnlySpan<char> path1, ReadOnlySpan<char> path2, ReadOnlySpan<char> path3, Span<char> destination, out int charsWritten) =>
        TryCopy(Join(path1, path2, path3), destination, out charsWritten);

    private static bool TryCopy(string text, Span<char> destination, out int charsWritten)
    {
        bool fits = text.TryCopyTo(destination);
        charsWritten = fits ? text.Length : 0;
        return fits;
    }
}
