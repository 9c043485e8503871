namespace UnionFs.Tests.Contract;

/// <summary>System.IO itself, over a temporary directory that stands for the root.</summary>
internal sealed partial class HostFace : IFace, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("unionfs-contract-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>What the host says, in terms of the root that the case sees.</summary>
    public string Relative(string text) => text.Replace(_root, "", StringComparison.Ordinal);

    // Link targets stay as the case wrote them: cases use relative ones.
    private string At(string path) => string.IsNullOrEmpty(path) ? path : _root + (path.StartsWith('/') ? path : "/" + path);

    public string ReadAllText(string path) => File.ReadAllText(At(path));
    public byte[] ReadAllBytes(string path) => File.ReadAllBytes(At(path));
    public string[] ReadAllLines(string path) => File.ReadAllLines(At(path));
    public void WriteAllText(string path, string text) => File.WriteAllText(At(path), text);
    public void WriteAllBytes(string path, byte[] bytes) => File.WriteAllBytes(At(path), bytes);
    public void AppendAllText(string path, string text) => File.AppendAllText(At(path), text);
    public Stream Open(string path, FileMode mode, FileAccess access, FileShare share) => File.Open(At(path), mode, access, share);
    public Stream OpenRead(string path) => File.OpenRead(At(path));
    public Stream OpenWrite(string path) => File.OpenWrite(At(path));
    public Stream Create(string path) => File.Create(At(path));
    public bool FileExists(string? path) => File.Exists(path is null ? null : At(path));
    public bool DirectoryExists(string? path) => Directory.Exists(path is null ? null : At(path));
    public void DeleteFile(string path) => File.Delete(At(path));
    public void MoveFile(string from, string to, bool overwrite) => File.Move(At(from), At(to), overwrite);
    public void CopyFile(string from, string to, bool overwrite) => File.Copy(At(from), At(to), overwrite);
    public void CreateDirectory(string path) => Directory.CreateDirectory(At(path));
    public void DeleteDirectory(string path, bool recursive) => Directory.Delete(At(path), recursive);
    public void MoveDirectory(string from, string to) => Directory.Move(At(from), At(to));
    public void CreateSymbolicLink(string path, string target) => File.CreateSymbolicLink(At(path), target);
    public string? ResolveLinkTarget(string path, bool final) => File.ResolveLinkTarget(At(path), final)?.FullName is { } full ? Relative(full) : null;
    public DateTime GetLastWriteTimeUtc(string path) => File.GetLastWriteTimeUtc(At(path));
    public void SetLastWriteTimeUtc(string path, DateTime time) => File.SetLastWriteTimeUtc(At(path), time);
    public UnixFileMode GetUnixFileMode(string path) => File.GetUnixFileMode(At(path));
    public void SetUnixFileMode(string path, UnixFileMode mode) => File.SetUnixFileMode(At(path), mode);
    public FileAttributes GetAttributes(string path) => File.GetAttributes(At(path));
    public IEnumerable<string> EnumerateFiles(string path) => Directory.EnumerateFiles(At(path)).Select(Relative).Order(StringComparer.Ordinal);
    public IEnumerable<string> EnumerateDirectories(string path) => Directory.EnumerateDirectories(At(path)).Select(Relative).Order(StringComparer.Ordinal);
    public IEnumerable<string> EnumerateFileSystemEntries(string path) => Directory.EnumerateFileSystemEntries(At(path)).Select(Relative).Order(StringComparer.Ordinal);
}
