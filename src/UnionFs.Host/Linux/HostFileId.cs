namespace UnionFs.Host.Linux;

/// <summary>Which file of the host something is, whatever its names.</summary>
internal readonly record struct HostFileId(uint DeviceMajor, uint DeviceMinor, ulong Inode)
{
    internal bool IsOnSameDevice(HostFileId other) => DeviceMajor == other.DeviceMajor && DeviceMinor == other.DeviceMinor;
}
