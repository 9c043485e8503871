using System.Globalization;
using Microsoft.Win32.SafeHandles;
using UnionFs.Host.Linux;

namespace UnionFs.Host.Exporting;

/// <summary>
/// Gives an open file its owner, extended attributes, mode and times, in this order: a change of owner clears set-ID bits and
/// capabilities, and a mode may forbid the rest. The file is named through /proc, so it is the open one whatever its names lead
/// to by now, and descriptors of links and fifos, which cannot be opened for more, do. What cannot be set is a warning.
/// </summary>
internal sealed class AttributeWriter(ExportOptions options, ExportLog log)
{
    private const int SetUserId = 0x800;
    private const int SetGroupId = 0x400;
    private const uint Unchanged = uint.MaxValue;

    /// <param name="file">What to change, as made by this export.</param>
    /// <param name="wanted">How it should be.</param>
    /// <param name="sourcePath">For warnings.</param>
    internal void Apply(SafeFileHandle file, Metadata wanted, string sourcePath)
    {
        byte[] path = Libc.ProcPath(file);
        HostStat made = Stat(file, sourcePath);
        if (options.Owners) SetOwner(path, made, wanted, sourcePath);
        if (options.Xattrs) SetXattrs(path, wanted.Xattrs, sourcePath);
        int? mode = made.Kind == NodeKind.Symlink ? null : ModeFor(Stat(file, sourcePath), wanted, sourcePath);
        if (mode is not null && Libc.Chmod(path, (uint)mode) != 0) Warn(sourcePath, "the mode");
        if (Libc.UTimensAt(Libc.WorkingDirectory, path, [new TimeSpec(wanted.AccessTime), new TimeSpec(wanted.ModifyTime)], 0) != 0) Warn(sourcePath, "the times");
        Check(Stat(file, sourcePath), wanted, mode, sourcePath);
    }

    private void SetOwner(byte[] path, in HostStat made, Metadata wanted, string sourcePath)
    {
        if (made.Uid == wanted.Uid && made.Gid == wanted.Gid) return;
        // To chown(2) the largest number means "leave it".
        if (wanted.Uid == Unchanged || wanted.Gid == Unchanged) log.Warn(sourcePath, "the owner is no id that the host can set");
        else if (Libc.FChownAt(Libc.WorkingDirectory, path, wanted.Uid, wanted.Gid, 0) == 0) return;
        else Warn(sourcePath, string.Create(CultureInfo.InvariantCulture, $"the owner {wanted.Uid}:{wanted.Gid}"));
        // Who is not root may still give a file to a group of theirs.
        if (wanted.Gid != Unchanged && made.Gid != wanted.Gid) _ = Libc.FChownAt(Libc.WorkingDirectory, path, Unchanged, wanted.Gid, 0);
    }

    private void SetXattrs(byte[] path, XattrSet xattrs, string sourcePath)
    {
        foreach ((string name, ReadOnlyMemory<byte> value) in xattrs)
        {
            if (NameEncoding.TryEncode(name, out byte[] bytes) && !bytes.AsSpan().Contains((byte)0))
            {
                if (Libc.SetXattr(path, Libc.Terminated(bytes), value.Span, value.Length, 0) != 0) Warn(sourcePath, $"the extended attribute {name}");
            }
            else log.Warn(sourcePath, "an extended attribute has a name that the host cannot take");
        }
    }

    /// <summary>Without the set-ID bits that would lend the rights of someone else than the source says.</summary>
    private int ModeFor(in HostStat now, Metadata wanted, string sourcePath)
    {
        int mode = wanted.Mode;
        if (now.Uid != wanted.Uid) mode &= ~SetUserId;
        if (now.Gid != wanted.Gid) mode &= ~SetGroupId;
        if (mode != wanted.Mode) log.Warn(sourcePath, "set-ID bits were left off, since the owner is another");
        return mode;
    }

    private void Check(in HostStat now, Metadata wanted, int? mode, string sourcePath)
    {
        if (mode is not null && now.Mode != mode) log.Warn(sourcePath, $"the host made the mode {Octal(now.Mode)} of {Octal(mode.Value)}");
        if (now.ModifyTime != wanted.ModifyTime) log.Warn(sourcePath, $"the host made the modification time {now.ModifyTime} of {wanted.ModifyTime}");
        if (now.AccessTime != wanted.AccessTime) log.Warn(sourcePath, $"the host made the access time {now.AccessTime} of {wanted.AccessTime}");
    }

    private void Warn(string sourcePath, string what) => log.Warn(sourcePath, $"cannot set {what}: {HostError.Describe(Libc.Errno)}");

    private static string Octal(int mode) => "0" + Convert.ToString(mode, 8);

    private static HostStat Stat(SafeFileHandle file, string sourcePath)
    {
        int errno = HostStat.Of(file, out HostStat stat);
        return errno == 0 ? stat : throw HostError.ToException(errno, "look at what was made of", sourcePath);
    }
}
