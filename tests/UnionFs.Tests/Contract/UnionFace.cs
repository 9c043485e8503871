namespace UnionFs.Tests.Contract;

/// <summary>The .NET face of a file system.</summary>
internal sealed partial class UnionFace(FileSystem fs) : IFace
{
    public FileSystem FileSystem => fs;

    public string ReadAllText(string path) => fs.File.ReadAllText(path);
    public byte[] ReadAllBytes(string path) => fs.File.ReadAllBytes(path);
    public string[] ReadAllLines(string path) => fs.File.ReadAllLines(path);
    public void WriteAllText(string path, string text) => fs.File.WriteAllText(path, text);
    public void WriteAllBytes(string path, byte[] bytes) => fs.File.WriteAllBytes(path, bytes);
    public void AppendAllText(string path, string text) => fs.File.AppendAllText(path, text);
    public Stream Open(string path, FileMode mode, FileAccess access, FileShare share) => fs.File.Open(path, mode, access, share);
    public Stream OpenRead(string path) => fs.File.OpenRead(path);
    public Stream OpenWrite(string path) => fs.File.OpenWrite(path);
    public Stream Create(string path) => fs.File.Create(path);
    public bool FileExists(string? path) => fs.File.Exists(path);
    public bool DirectoryExists(string? path) => fs.Directory.Exists(path);
    public void DeleteFile(string path) => fs.File.Delete(path);
    public void MoveFile(string from, string to, bool overwrite) => fs.File.Move(from, to, overwrite);
    public void CopyFile(string from, string to, bool overwrite) => fs.File.Copy(from, to, overwrite);
    public void CreateDirectory(string path) => fs.Directory.CreateDirectory(path);
    public void DeleteDirectory(string path, bool recursive) => fs.Directory.Delete(path, recursive);
    public void MoveDirectory(string from, string to) => fs.Directory.Move(from, to);
    public void CreateSymbolicLink(string path, string target) => fs.File.CreateSymbolicLink(path, target);
    public string? ResolveLinkTarget(string path, bool final) => fs.File.ResolveLinkTarget(path, final);
    public DateTime GetLastWriteTimeUtc(string path) => fs.File.GetLastWriteTimeUtc(path);
    public void SetLastWriteTimeUtc(string path, DateTime time) => fs.File.SetLastWriteTimeUtc(path, time);
    public UnixFileMode GetUnixFileMode(string path) => fs.File.GetUnixFileMode(path);
    public void SetUnixFileMode(string path, UnixFileMode mode) => fs.File.SetUnixFileMode(path, mode);
    public FileAttributes GetAttributes(string path) => fs.File.GetAttributes(path);
    public IEnumerable<string> EnumerateFiles(string path) => fs.Directory.EnumerateFiles(path);
    public IEnumerable<string> EnumerateDirectories(string path) => fs.Directory.EnumerateDirectories(path);
    public IEnumerable<string> EnumerateFileSystemEntries(string path) => fs.Directory.EnumerateFileSystemEntries(path);
}
