using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Kernel;
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

    private void Agree(IReadOnlyList<PlantedEntry> tree, params Command[] commands)
    {
        using RealDirectory? directory = RealDirectory.TryMake(out string reason);
        if (!Requirement.Check(output, directory is not null, reason)) return;
        Assert.Null(Workers.Run(directory!, [new Script(0, tree, commands)], new Coverage()));
    }
}
