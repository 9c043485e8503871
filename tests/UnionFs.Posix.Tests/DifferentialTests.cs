using System.Diagnostics;
using System.Globalization;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Running;
using UnionFs.Posix.Tests.Scripts;
using Xunit.Abstractions;

namespace UnionFs.Posix.Tests;

/// <summary>
/// Random scripts on a tmpfs of the host and on the engine. By default the same 2,000 every time; UNIONFS_SCRIPTS=200000 runs so many
/// new ones. UNIONFS_SEED replays the seed that a failure prints beside the shortest script that still fails.
/// </summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int DefaultScripts = 2000;

    /// <summary>Often enough that it is no accident.</summary>
    private const int Enough = 5;

    /// <summary>What every run must come across, or the generator has lost its teeth.</summary>
    private static readonly string[] RareCases =
    [
        "Access EACCES", "Access EINVAL", "Access None", "Allocate.32 EOPNOTSUPP", "Allocate.FALLOC_FL_KEEP_SIZE None",
        "Allocate.FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE EFBIG", "Allocate.FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE EINVAL",
        "Allocate.FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE None", "Allocate.FALLOC_FL_KEEP_SIZE, FALLOC_FL_ZERO_RANGE None",
        "Allocate.FALLOC_FL_PUNCH_HOLE EOPNOTSUPP", "Allocate.FALLOC_FL_ZERO_RANGE EBADF", "Allocate.FALLOC_FL_ZERO_RANGE None",
        "Allocate.None EBADF", "Allocate.None None", "At.Access None", "At.Chmod EBADF", "At.Chmod None", "At.Chown None", "At.Link EBADF",
        "At.Link EEXIST", "At.Link ENOENT", "At.Link None", "At.Mkdir EBADF", "At.Mkdir EEXIST", "At.Mkdir ENOENT", "At.Mkdir ENOTDIR",
        "At.Mkdir None", "At.Mknod None", "At.Open EBADF", "At.Open ENOENT", "At.Open None", "At.ReadDirectory None", "At.ReadLink None",
        "At.Rename EBADF", "At.Rename EEXIST", "At.Rename ENOTEMPTY", "At.Rename None", "At.Rmdir EBADF", "At.Rmdir ENOTEMPTY",
        "At.Rmdir None", "At.Stat None", "At.Symlink None", "At.Unlink EISDIR", "At.Unlink None", "At.Utimens None", "Chmod ELOOP",
        "Chmod EOPNOTSUPP", "CopyRange EBADF", "CopyRange EFBIG", "CopyRange EINVAL", "CopyRange EISDIR", "CopyRange EOVERFLOW",
        "CopyRange None", "GetXattr EINVAL", "GetXattr ENODATA", "GetXattr EOPNOTSUPP", "GetXattr ERANGE", "GetXattr None",
        "HandleStat None", "Itself.Access None", "Itself.Chmod None", "Itself.Chown None", "Itself.Link EBADF", "Itself.Link EEXIST",
        "Itself.Link ENOENT", "Itself.Link EPERM", "Itself.Link None", "Itself.ReadLink ENOENT", "Itself.Stat None", "Itself.Utimens None",
        "Link EEXIST", "Link EPERM", "Link None", "List ENOTDIR", "List None", "Mkdir ENAMETOOLONG", "Mknod EINVAL", "Mknod EPERM",
        "Open EEXIST", "Open EINVAL", "Open EISDIR", "Open ELOOP", "Open ENAMETOOLONG", "Open ENOTDIR", "Open ENXIO", "Read EBADF",
        "Read EINVAL", "Read EISDIR", "Read None", "ReadLink EINVAL", "ReadLink None", "ReadNext EBADF", "ReadNext EISDIR", "ReadNext None",
        "RemoveXattr ENODATA", "RemoveXattr EPERM", "RemoveXattr None", "Rename EBUSY", "Rename EEXIST", "Rename EINVAL", "Rename EISDIR",
        "Rename ELOOP", "Rename ENAMETOOLONG", "Rename ENOTDIR", "Rename ENOTEMPTY", "Rename None", "Rmdir EBUSY", "Rmdir EINVAL",
        "Rmdir ENOTDIR", "Rmdir ENOTEMPTY", "Rmdir None", "Seek.SEEK_CUR EINVAL", "Seek.SEEK_CUR None", "Seek.SEEK_DATA EINVAL",
        "Seek.SEEK_DATA ENXIO", "Seek.SEEK_DATA None", "Seek.SEEK_END None", "Seek.SEEK_HOLE ENXIO", "Seek.SEEK_HOLE None",
        "Seek.SEEK_SET EINVAL", "Seek.SEEK_SET None", "SetLength EINVAL", "SetLength None", "SetMode None", "SetOwner None",
        "SetTimes None", "SetXattr E2BIG", "SetXattr EEXIST", "SetXattr EINVAL", "SetXattr ENODATA", "SetXattr EOPNOTSUPP",
        "SetXattr EPERM", "SetXattr ERANGE", "SetXattr None", "Symlink EEXIST", "Symlink ENAMETOOLONG", "Truncate EINVAL",
        "Truncate EISDIR", "Truncate None", "Unlink EISDIR", "Unlink ENOTDIR", "Unlink None", "Write EBADF", "Write EINVAL", "Write None",
        "WriteNext EBADF", "WriteNext None",
    ];

    [Fact]
    public void Script_Random_EngineAgreesWithTheKernel()
    {
        using RealDirectory? directory = RealDirectory.TryMake(out string reason);
        if (!Requirement.Check(output, directory is not null, reason)) return;
        if (Environment.GetEnvironmentVariable("UNIONFS_SEED") is { Length: > 0 } seed)
        {
            if (Workers.Run(directory!, [Script.FromSeed(int.Parse(seed, CultureInfo.InvariantCulture))], new Coverage()) is { } replayed) Assert.Fail(replayed);
            return;
        }

        int count = DefaultScripts;
        int first = 1;
        if (Environment.GetEnvironmentVariable("UNIONFS_SCRIPTS") is { Length: > 0 } wanted)
        {
            count = int.Parse(wanted, CultureInfo.InvariantCulture);
            first = Random.Shared.Next(int.MaxValue - count);
        }
        var coverage = new Coverage();
        var watch = Stopwatch.StartNew();
        string? failure = Workers.Run(directory!, count, i => Script.FromSeed(first + i), coverage);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count:N0} scripts of {Script.Steps} steps, {watch.Elapsed.TotalSeconds:N1} s; times of the host are {(directory!.HasFineTimes ? "fine" : "coarse")}"));
        output.WriteLine(coverage.ToString());
        if (failure is not null) Assert.Fail(failure);
        if (count >= DefaultScripts) Assert.All(RareCases, rare => Assert.True(coverage[rare] >= Enough, $"only {coverage[rare]} times: {rare}"));
    }
}
