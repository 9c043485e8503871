using System.Diagnostics.CodeAnalysis;
using System.IO.Abstractions;

namespace UnionFs.SystemIO.Drives;

/// <summary>
/// What DriveInfo tells on Linux of the file system that a path is on. Without a limit it has as many bytes as fit in a number.
/// </summary>
internal sealed class UnionDriveInfo(UnionFileSystemIO system, string name) : Entity(system), IDriveInfo
{
    public string Name => name;

    public bool IsReady => Files.Directory.Exists(name);

    public IDirectoryInfo RootDirectory => Owner.DirectoryInfo.New(name);

    public long AvailableFreeSpace => TotalFreeSpace;

    public long TotalFreeSpace => Usage.FreeBytes ?? long.MaxValue - Usage.UsedBytes;

    public long TotalSize => Usage.Limits.Bytes ?? long.MaxValue;

    public string DriveFormat
    {
        get
        {
            _ = Usage;
            return "unionfs";
        }
    }

    public DriveType DriveType => Files.Posix.StatFs(FullPath, out _) == FsError.None ? DriveType.Ram : DriveType.NoRootDirectory;

    [AllowNull]
    public string VolumeLabel
    {
        get => name;
        set => throw new PlatformNotSupportedException();
    }

    public override string ToString() => name;

    private string FullPath => Owner.Path.GetFullPath(name);

    private FileSystemUsage Usage => Files.Posix.StatFs(FullPath, out FileSystemUsage usage) switch
    {
        FsError.None => usage,
        FsError.ENOENT => throw new DriveNotFoundException($"Could not find the drive '{name}'. The drive might not be ready or might not be mapped."),
        FsError.ENOTDIR => throw new DirectoryNotFoundException("Could not find a part of the path."),
        var error => throw new IOException(error.Describe(), (int)error),
    };
}
