using System.Formats.Tar;

namespace UnionFs.Archives.Tests.Tar;

/// <summary>Random archives written by .NET's own writer, in each of its formats, read by ours: the same entries and bytes.</summary>
public class SecondOpinionTests
{
    private const int Archives = 150;

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void SystemFormatsTar_Writes_OursReads(TarEntryFormat format)
    {
        var random = new Random((int)format);
        for (int i = 0; i < Archives; i++)
        {
            var expected = new List<(string Text, byte[] Data)>();
            using var stream = new MemoryStream();
            using (var writer = new System.Formats.Tar.TarWriter(stream, format, leaveOpen: true))
            {
                for (int left = random.Next(1, 9); left > 0; left--)
                {
                    (System.Formats.Tar.TarEntry entry, byte[] data) = Random(random, format);
                    writer.WriteEntry(entry);
                    expected.Add((Describe(entry), data));
                }
            }
            (IReadOnlyList<TarEntry> entries, IReadOnlyList<byte[]> read) = TarReading.Read(stream.ToArray());
            Assert.Equal(expected.Select(each => each.Text), entries.Select(Describe));
            Assert.Equal(expected.Select(each => each.Data), read);
        }
    }

    private static (System.Formats.Tar.TarEntry Entry, byte[] Data) Random(Random random, TarEntryFormat format)
    {
        TarEntryType[] types = format == TarEntryFormat.V7
            ? [TarEntryType.V7RegularFile, TarEntryType.Directory, TarEntryType.SymbolicLink, TarEntryType.HardLink]
            : [TarEntryType.RegularFile, TarEntryType.Directory, TarEntryType.SymbolicLink, TarEntryType.HardLink, TarEntryType.Fifo, TarEntryType.CharacterDevice, TarEntryType.BlockDevice];
        TarEntryType type = types[random.Next(types.Length)];
        // What each format's header has room for; PAX and GNU have records for more.
        int longest = format switch { TarEntryFormat.V7 => 90, TarEntryFormat.Ustar => 90, _ => 400 };
        string name = Name(random, longest);
        System.Formats.Tar.TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Pax => new PaxTarEntry(type, name),
            _ => new GnuTarEntry(type, name),
        };
        entry.Mode = (UnixFileMode)random.Next(0x1000);
        entry.Uid = random.Next(1 << 21);
        entry.Gid = random.Next(1 << 21);
        entry.ModificationTime = DateTimeOffset.UnixEpoch.AddSeconds(random.NextInt64(1L << 32)).AddTicks(format == TarEntryFormat.Pax ? random.Next(10_000_000) : 0);
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink) entry.LinkName = Name(random, longest);
        if (type is TarEntryType.CharacterDevice or TarEntryType.BlockDevice)
        {
            ((PosixTarEntry)entry).DeviceMajor = random.Next(1 << 12);
            ((PosixTarEntry)entry).DeviceMinor = random.Next(1 << 20);
        }
        byte[] data = [];
        if (type is TarEntryType.RegularFile or TarEntryType.V7RegularFile && random.Next(4) > 0)
        {
            data = new byte[random.Next(3) == 0 ? 512 * random.Next(4) : random.Next(3000)];
            random.NextBytes(data);
            entry.DataStream = new MemoryStream(data);
        }
        return (entry, data);
    }

    private static string Name(Random random, int longest)
    {
        string name = new([.. Enumerable.Range(0, random.Next(1, longest)).Select(_ => "abc/ -_.\\%="[random.Next(11)])]);
        return "n" + name.TrimEnd('/') + "e";
    }

    private static string Describe(System.Formats.Tar.TarEntry entry) => FormattableString.Invariant(
        $"{entry.Name} {Type(entry.EntryType)} {(int)entry.Mode:x} {entry.Uid}:{entry.Gid} {entry.ModificationTime.Ticks} {entry.LinkName} {(entry as PosixTarEntry)?.DeviceMajor ?? 0}:{(entry as PosixTarEntry)?.DeviceMinor ?? 0}");

    private static string Describe(TarEntry entry) => FormattableString.Invariant(
        $"{entry.Name} {entry.Kind} {entry.Mode:x} {entry.Uid}:{entry.Gid} {entry.ModifyTime.ToDateTimeOffset().Ticks} {entry.LinkName} {entry.Device.Major}:{entry.Device.Minor}");

    private static TarEntryKind Type(TarEntryType type) => type switch
    {
        TarEntryType.Directory => TarEntryKind.Directory,
        TarEntryType.SymbolicLink => TarEntryKind.Symlink,
        TarEntryType.HardLink => TarEntryKind.HardLink,
        TarEntryType.Fifo => TarEntryKind.Fifo,
        TarEntryType.CharacterDevice => TarEntryKind.CharDevice,
        TarEntryType.BlockDevice => TarEntryKind.BlockDevice,
        _ => TarEntryKind.File,
    };
}
