using System.Diagnostics.CodeAnalysis;
using System.IO.Abstractions;

namespace UnionFs.SystemIO.Drives;

/// <summary>Tells of drives; there is one.</summary>
internal sealed class DriveInfoFactory(UnionFileSystemIO system) : Entity(system), IDriveInfoFactory
{
    public IDriveInfo[] GetDrives() => [new UnionDriveInfo(Owner, "/")];

    public IDriveInfo New(string driveName)
    {
        ArgumentNullException.ThrowIfNull(driveName);
        if (driveName.Contains('\0')) throw new ArgumentException($"Illegal characters in drive name '{driveName}'.", nameof(driveName));
        if (driveName.Length == 0) throw new ArgumentException("Drive name must not be empty.", nameof(driveName));
        return new UnionDriveInfo(Owner, driveName);
    }

    [return: NotNullIfNotNull(nameof(driveInfo))]
    public IDriveInfo? Wrap(DriveInfo? driveInfo) => driveInfo is null ? null : New(driveInfo.Name);
}
