using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Rules;
using UnionFs.Posix.Tests.Running;
using UnionFs.Posix.Tests.Scripts;
using Xunit.Abstractions;

namespace UnionFs.Posix.Tests;

/// <summary>Scripts on which the engine and the kernel did not agree once, and cases that chance does not come to.</summary>
public class RegressionTests(ITestOutputHelper output)
{
    private static readonly PlantedEntry Root = new("", NodeKind.Directory);

    private static readonly PlantedEntry EmptyFile = new("a", NodeKind.File) { Modify = new UnixTime(1) };

    [Fact]
    public void Truncate_NothingToNothing_IsNoTouch() => Agree([Root, EmptyFile], new TruncateCommand("a", 0));

    [Fact]
    public void SetLength_NothingToNothing_IsATouch() =>
        Agree([Root, EmptyFile], new OpenCommand(0, "a", OpenFlags.O_RDWR), new SetLengthCommand(0, 0));

    [Theory]
    [InlineData(OpenFlags.O_RDWR)]
    [InlineData(OpenFlags.O_RDWR | OpenFlags.O_APPEND)]
    public void Handle_RangePastTheLastOffset_IsEINVAL(OpenFlags flags) =>
        Agree([Root, EmptyFile], new OpenCommand(0, "a", flags), new WriteCommand(0, long.MaxValue, 3, 1), new ReadCommand(0, long.MaxValue, 3), new ReadCommand(0, long.MaxValue, 0));

    [Fact]
    public void Directory_RangePastTheLastOffset_IsEINVAL() => Agree([Root], new OpenCommand(0, "/", OpenFlags.O_RDONLY), new ReadCommand(0, long.MaxValue, 3));

    [Fact]
    public void Directory_RemovedWhileOpen_ListsNothing() =>
        Agree([Root, new("a", NodeKind.Directory)], new OpenCommand(0, "a", OpenFlags.O_RDONLY), new RmdirCommand("a"), new ListCommand(0), new HandleStatCommand(0));

    [Fact]
    public void Links_FortyAndFortyOne_AreFollowedAndELOOP()
    {
        List<PlantedEntry> tree = [Root, EmptyFile];
        for (int i = 1; i <= 41; i++) tree.Add(new PlantedEntry($"l{i}", NodeKind.Symlink) { Target = i == 1 ? "a" : $"l{i - 1}" });
        Agree(tree, new StatCommand("l40", Follow: true), new StatCommand("l41", Follow: true), new OpenCommand(0, "l41", OpenFlags.O_RDWR | OpenFlags.O_CREAT), new ChmodCommand("l40", 0, Follow: true));
    }

    [Fact]
    public void WriteNext_NothingToTheEnd_KeepsThePosition() =>
        Agree([Root, Text("a")], new OpenCommand(0, "a", OpenFlags.O_WRONLY | OpenFlags.O_APPEND), new WriteNextCommand(0, 0, 1), new WriteNextCommand(0, 3, 1));

    [Fact]
    public void CopyRange_WhatIsWrong_IsToldInTheKernelsOrder()
    {
        OpenCommand[] opens =
        [
            new(0, "a", OpenFlags.O_RDWR), new(1, "a", OpenFlags.O_WRONLY | OpenFlags.O_APPEND), new(2, "a", OpenFlags.O_RDONLY), new(3, "/", OpenFlags.O_RDONLY),
        ];
        Coverage reached = Agree([Root, Text("a")], [.. opens,
            new CopyRangeCommand(0, 0, 0, 3, 4), new CopyRangeCommand(0, 3, 0, 2, 3), // overlap
            new CopyRangeCommand(0, 0, 0, 3, 3), new CopyRangeCommand(0, 6, 0, 8, long.MaxValue), // do not
            new CopyRangeCommand(0, 0, 1, 9, 3), new CopyRangeCommand(0, 0, 2, 9, 3), new CopyRangeCommand(1, 0, 0, 9, 3), // O_APPEND, not to write, not to read
            new CopyRangeCommand(0, 0, 3, 0, 3), new CopyRangeCommand(3, 0, 2, 0, 3), // directories
            new CopyRangeCommand(0, -1, 0, long.MaxValue, 0), new CopyRangeCommand(0, -1, 0, long.MaxValue, 1)]);
        if (reached["Open None"] > 0)
            Assert.Equal((2, 2, 3, 2, 1, 1), (reached["CopyRange EINVAL"], reached["CopyRange None"], reached["CopyRange EBADF"], reached["CopyRange EISDIR"], reached["CopyRange EFBIG"], reached["CopyRange EOVERFLOW"]));
    }

    [Fact]
    public void ReadLink_OfAnEmptyPath_LooksAtWhatIsOpen()
    {
        var link = new PlantedEntry("l", NodeKind.Symlink) { Target = "a" };
        Coverage reached = Agree([Root, Text("a"), link],
            new AtCommand(0, null, new ReadLinkCommand("")), new ReadLinkCommand(""),
            new OpenCommand(0, "l", OpenFlags.O_PATH | OpenFlags.O_NOFOLLOW), new AtCommand(0, null, new ReadLinkCommand("")),
            new OpenCommand(1, "a", OpenFlags.O_RDONLY), new AtCommand(1, null, new ReadLinkCommand("")));
        if (reached["Open None"] > 0) Assert.Equal((1, 1, 1), (reached["At.ReadLink EBADF"], reached["At.ReadLink None"], reached["At.ReadLink ENOENT"]));
    }

    [Theory]
    [InlineData(OpenFlags.O_RDWR)]
    [InlineData(OpenFlags.O_RDONLY)]
    [InlineData(OpenFlags.O_PATH)]
    public void Allocate_WhatIsWrong_IsToldInTheKernelsOrder(OpenFlags flags)
    {
        List<Command> commands = [new OpenCommand(0, "a", flags)];
        foreach (int mode in new[] { 0, 1, 2, 3, 8, 0x10, 0x11, 0x12, 0x13, 0x20, 0x40, 0x1000 })
            foreach ((long offset, long length) in new[] { (-1L, 1L), (0L, 0L), (long.MaxValue, 1L), (2L, 3L), (5L, 9L) })
                commands.Add(new AllocateCommand(0, (AllocateFlags)mode, offset, length));
        Agree([Root, Text("a")], [.. commands]);
    }

    [Fact]
    public void Seek_DataAndHoles_TellWhatIsThere()
    {
        var tree = new PlantedEntry("a", NodeKind.File) { Content = Bytes.Filled(20_000, 1), Hole = 100_000 };
        List<Command> commands = [new OpenCommand(0, "a", OpenFlags.O_RDWR), new AllocateCommand(0, AllocateFlags.FALLOC_FL_KEEP_SIZE | AllocateFlags.FALLOC_FL_PUNCH_HOLE, 102_400, 8192)];
        foreach (long offset in new[] { -1, 0, 1, 99_999, 100_000, 102_400, 110_000, 110_592, 119_999, 120_000, 120_001 })
            foreach (Whence whence in new[] { Whence.SEEK_DATA, Whence.SEEK_HOLE, Whence.SEEK_SET, Whence.SEEK_CUR, Whence.SEEK_END })
                commands.Add(new SeekCommand(0, offset, whence));
        Agree([Root, tree], [.. commands]);
    }

    [Fact]
    public void HoleLimits_WhatIsFalse_IsNotAllowed()
    {
        using RealDirectory? directory = RealDirectory.TryMake(out string reason);
        if (!Requirement.Check(output, directory is not null, reason)) return;
        using var face = new UnionFace(new UnionFileSystem());
        TreePlanter.Plant([Root, new PlantedEntry("a", NodeKind.File) { Content = [1, 2], Hole = 50_000 }], face);
        face.Open(0, "a", OpenFlags.O_WRONLY, 0, out _).ThrowIfError("a");
        bool IsAllowed(Whence whence, long offset, FsError error, string at = "") => HoleLimits.Allow(new SeekCommand(0, offset, whence), new Answer(error, at), face);
        Assert.True(IsAllowed(Whence.SEEK_DATA, 0, FsError.None, "50000"));
        Assert.True(IsAllowed(Whence.SEEK_DATA, 0, FsError.None, "0"));
        Assert.False(IsAllowed(Whence.SEEK_DATA, 0, FsError.None, "50001")); // skips a byte
        Assert.False(IsAllowed(Whence.SEEK_DATA, 9, FsError.None, "8"));
        Assert.False(IsAllowed(Whence.SEEK_DATA, 0, FsError.ENXIO));
        Assert.False(IsAllowed(Whence.SEEK_DATA, 50_002, FsError.None, "50002")); // past the end
        Assert.True(IsAllowed(Whence.SEEK_HOLE, 50_000, FsError.None, "50002"));
        Assert.False(IsAllowed(Whence.SEEK_HOLE, 50_000, FsError.None, "50001")); // a byte is no hole
        Assert.False(IsAllowed(Whence.SEEK_HOLE, 0, FsError.ENXIO));
        Assert.False(IsAllowed(Whence.SEEK_SET, 0, FsError.None, "0"));
    }

    private static PlantedEntry Text(string path) => new(path, NodeKind.File) { Content = "abcdef"u8.ToArray() };

    private Coverage Agree(IReadOnlyList<PlantedEntry> tree, params Command[] commands)
    {
        var reached = new Coverage();
        using RealDirectory? directory = RealDirectory.TryMake(out string reason);
        if (Requirement.Check(output, directory is not null, reason)) Assert.Null(Workers.Run(directory!, [new Script(0, tree, commands)], reached));
        return reached;
    }
}
