using System.IO.Abstractions;
using UnionFs.SystemIO.Paths;

namespace UnionFs.SystemIO.Entries;

/// <summary>What DirectoryInfo does.</summary>
internal sealed partial class UnionDirectoryInfo : UnionEntryInfo, IDirectoryInfo
{
    internal UnionDirectoryInfo(UnionFileSystemIO system, string path, EntryState? state = null)
        : base(system, path, system.Path.GetFullPath(path), state) { }

    public override string Name => FullName == "/" ? "/" : UnixPath.FileName(UnixPath.Trimmed(FullName)).ToString();

    public IDirectoryInfo? Parent =>
        UnixPath.DirectoryName(UnixPath.Trimmed(FullName).ToString()) is { } parent ? new UnionDirectoryInfo(Owner, parent) : null;

    public IDirectoryInfo Root => new UnionDirectoryInfo(Owner, "/");

    private protected override bool IsDirectory => true;

    public void Create()
    {
        Files.Directory.CreateDirectory(FullName);
        Forget();
    }

    public IDirectoryInfo CreateSubdirectory(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0) throw new ArgumentException("Path cannot be the empty string or all whitespace.", nameof(path));
        if (UnixPath.IsRooted(path)) throw new ArgumentException("Second path fragment must not be a drive or UNC name.", nameof(path));
        string below = Owner.Path.GetFullPath(UnixPath.Combine(FullName, path));
        string here = UnixPath.Trimmed(FullName).ToString();
        bool isBelow = here == "/" || below == here || below.StartsWith(here + "/", StringComparison.Ordinal);
        if (!isBelow) throw new ArgumentException($"The directory specified, '{path}', is not a subdirectory of '{FullName}'.", nameof(path));
        Files.Directory.CreateDirectory(below);
        return new UnionDirectoryInfo(Owner, below);
    }

    public override void Delete() => Delete(recursive: false);

    public void Delete(bool recursive)
    {
        Owner.Directory.Delete(FullName, recursive);
        Forget();
    }

    public void MoveTo(string destDirName)
    {
        string destination = Full(destDirName, nameof(destDirName));
        Files.Directory.Move(FullName, destination);
        OriginalPath = destDirName;
        FullName = destination.EndsWith('/') ? destination : destination + "/";
        Forget();
    }
}
