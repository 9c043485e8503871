using System.Buffers.Binary;

namespace UnionFs.Archives.Tests;

/// <summary>Kinds, modes, owners and times.</summary>
public class MetadataTests
{
    [Theory]
    [InlineData("f", 0x81EDu, NodeKind.File, 0x1EDu)]
    [InlineData("f", 0x89EDu, NodeKind.File, 0x9EDu)]
    [InlineData("f", 0u, NodeKind.File, 0x1A4u)]
    [InlineData("f", 0x180u, NodeKind.File, 0x180u)]
    [InlineData("d/", 0x41C0u, NodeKind.Directory, 0x1C0u)]
    [InlineData("d/", 0x81A4u, NodeKind.Directory, 0x1A4u)]
    [InlineData("d", 0x41EDu, NodeKind.Directory, 0x1EDu)]
    [InlineData("d/", 0u, NodeKind.Directory, 0x1EDu)]
    [InlineData("p", 0x11A4u, NodeKind.Fifo, 0x1A4u)]
    [InlineData("s", 0xC1A4u, NodeKind.Socket, 0x1A4u)]
    public void Open_UnixHost_TakesModeAndKind(string name, uint mode, NodeKind kind, uint permissions)
    {
        LayerEntry entry = new RawZip(new RawEntry(name) { External = RawEntry.Unix(mode) }).Open().Entries().Last();
        Assert.Equal((kind, (int)permissions), (entry.Kind, entry.Metadata.Mode));
    }

    [Theory]
    [InlineData("f", 0u, NodeKind.File, 0x1A4)]
    [InlineData("f", 1u, NodeKind.File, 0x124)]
    [InlineData("d", 0x10u, NodeKind.Directory, 0x1ED)]
    [InlineData("d/", 0x11u, NodeKind.Directory, 0x1ED)]
    [InlineData("f", 0xA1FF0000u, NodeKind.File, 0x1A4)]
    public void Open_DosHost_TakesAttributes(string name, uint external, NodeKind kind, int permissions)
    {
        LayerEntry entry = new RawZip(new RawEntry(name) { Host = 0, External = external }).Open().Entries().Last();
        Assert.Equal((kind, permissions), (entry.Kind, entry.Metadata.Mode));
    }

    [Fact]
    public void Open_Symlink_HasContentAsTarget()
    {
        LayerEntry entry = new RawZip(new RawEntry("l", "../up") { External = RawEntry.Unix(0xA1FF), Deflate = true }).Open().At("/l");
        Assert.Equal((NodeKind.Symlink, "../up"), (entry.Kind, entry.LinkTarget));
    }

    [Fact]
    public void Open_DirectoryWithAndWithoutEntry_StatedAndImplied()
    {
        Layer layer = new RawZip(new RawEntry("a/f", "x"), new RawEntry("b/f", "x"), new RawEntry("b/") { External = RawEntry.Unix(0x41C0) }).Open();
        Assert.True(layer.At("/").IsImplied && layer.At("/a").IsImplied);
        Assert.False(layer.At("/b").IsImplied);
        Assert.Equal(0x1C0, layer.At("/b").Metadata.Mode);
    }

    [Fact]
    public void Open_RootEntry_StatesTheRoot() => Assert.False(new RawZip(new RawEntry("./")).Open().At("/").IsImplied);

    [Theory]
    [InlineData(0x5A21_6B0Fu, "2025-01-01T13:24:30")]
    [InlineData(0x0000_0000u, "1980-01-01T00:00:00")]
    [InlineData(0x5A21_FFFFu, "1980-01-01T00:00:00")]
    [InlineData(0x5A5E_0000u, "1980-01-01T00:00:00")]
    public void Open_DosTime_IsReadAsUtc(uint time, string expected)
    {
        Metadata metadata = new RawZip(new RawEntry("f", "x") { DosTime = time }).Open().At("/f").Metadata;
        Assert.Equal(expected, metadata.ModifyTime.ToDateTimeOffset().ToString("s"));
        Assert.Equal(metadata.ModifyTime, metadata.BirthTime);
    }

    [Fact]
    public void Open_ExtendedTimestamp_WinsOverDosTime()
    {
        byte[] field = RawEntry.Field(0x5455, [3, .. BitConverter.GetBytes(-2)]);
        Assert.Equal(new UnixTime(-2), new RawZip(new RawEntry("f", "x") { CentralExtra = field }).Open().At("/f").Metadata.ModifyTime);
    }

    [Fact]
    public void Open_NtfsTimes_To100Nanoseconds()
    {
        var times = new byte[32];
        times[4] = 1;
        times[6] = 24;
        long epoch = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToFileTimeUtc();
        BinaryPrimitives.WriteInt64LittleEndian(times.AsSpan(8), epoch + 12_345_678);
        BinaryPrimitives.WriteInt64LittleEndian(times.AsSpan(16), epoch - 1);
        BinaryPrimitives.WriteInt64LittleEndian(times.AsSpan(24), 0);
        byte[] extra = [.. RawEntry.Field(0x5455, 1, 0, 0, 0, 0), .. RawEntry.Field(0x000a, times)];
        Metadata metadata = new RawZip(new RawEntry("f", "x") { CentralExtra = extra }).Open().At("/f").Metadata;
        Assert.Equal(new UnixTime(1, 234_567_800), metadata.ModifyTime);
        Assert.Equal(new UnixTime(-1, 999_999_900), metadata.AccessTime);
        Assert.Equal(new UnixTime(-11_644_473_600), metadata.BirthTime);
    }

    [Fact]
    public void Open_UnixOwnerField_TakesOwner()
    {
        byte[] field = RawEntry.Field(0x7875, 1, 4, 0xE8, 3, 0, 0, 2, 5, 1);
        Metadata metadata = new RawZip(new RawEntry("f", "x") { CentralExtra = field }).Open().At("/f").Metadata;
        Assert.Equal((1000u, 261u), (metadata.Uid, metadata.Gid));
        byte[] cut = RawEntry.Field(0x7875, 1, 4, 0xE8);
        Assert.Equal(0u, new RawZip(new RawEntry("f", "x") { CentralExtra = cut }).Open().At("/f").Metadata.Uid);
    }

    [Fact]
    public void Open_ExtraFieldsEndInPadding_Ignores()
    {
        byte[] extra = [.. RawEntry.Field(0x5455, 1, 5, 0, 0, 0), 0, 0, 9];
        Assert.Equal(new UnixTime(5), new RawZip(new RawEntry("f", "x") { CentralExtra = extra }).Open().At("/f").Metadata.ModifyTime);
    }
}
