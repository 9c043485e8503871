namespace UnionFs.Tests.Contract;

/// <summary>The .NET verbs that a case may use, so that one case runs on System.IO over a real directory and on a union.</summary>
public partial interface IFace
{
    string ReadAllText(string path);
    byte[] ReadAllBytes(string path);
    string[] ReadAllLines(string path);
    void WriteAllText(string path, string text);
    void WriteAllBytes(string path, byte[] bytes);
    void AppendAllText(string path, string text);
    Stream Open(string path, FileMode mode, FileAccess access, FileShare share);
    Stream OpenRead(string path);
    Stream OpenWrite(string path);
    Stream Create(string path);
    bool FileExists(string? path);
    bool DirectoryExists(string? path);
    void DeleteFile(string path);
    void MoveFile(string from, string to, bool overwrite = false);
    void CopyFile(string from, string to, bool overwrite = false);
    void CreateDirectory(string path);
    void DeleteDirectory(string path, bool recursive = false);
    void MoveDirectory(string from, string to);
    void CreateSymbolicLink(string path, string target);
    string? ResolveLinkTarget(string path, bool final);
    DateTime GetLastWriteTimeUtc(string path);
    void SetLastWriteTimeUtc(string path, DateTime time);
    UnixFileMode GetUnixFileMode(string path);
    void SetUnixFileMode(string path, UnixFileMode mode);
    FileAttributes GetAttributes(string path);
    IEnumerable<string> EnumerateFiles(string path);
    IEnumerable<string> EnumerateDirectories(string path);
    IEnumerable<string> EnumerateFileSystemEntries(string path);
}
