using System.Diagnostics;
using System.Globalization;
using UnionFs.KernelOracle.Kernel;
using UnionFs.KernelOracle.Running;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Running;
using Xunit.Abstractions;

namespace UnionFs.KernelOracle;

/// <summary>
/// Random layers and random steps on a real overlayfs and on the engine. By default the same 1,000 sequences every time;
/// UNIONFS_SCRIPTS=100000 runs so many new ones. UNIONFS_SEED replays the seed that a failure prints beside the shortest script
/// that still fails.
/// </summary>
public class OverlayTests(ITestOutputHelper output)
{
    private const int DefaultSequences = 1000;

    /// <summary>A script has two sequences.</summary>
    private const int SequencesPerScript = 2;

    /// <summary>Often enough that it is no accident.</summary>
    private const int Enough = 3;

    private const int LeastVerbs = 25;

    /// <summary>What every run must come across, or the generator has lost its teeth.</summary>
    private static readonly string[] RareCases =
    [
        "At.Mkdir None", "At.Rename None", "Chmod None", "Chown None", "Link None", "Itself.Link None", "List None", "Mknod None",
        "Open EEXIST", "Open EISDIR", "Open None", "Read None", "RemoveXattr None", "Rename EEXIST", "Rename EINVAL", "Rename EISDIR",
        "Rename ENOTDIR", "Rename ENOTEMPTY", "Rename None", "Rmdir EBUSY", "Rmdir ENOTEMPTY", "Rmdir None", "SetLength None", "SetMode None",
        "SetOwner None", "SetTimes None", "SetXattr None", "Symlink None", "Truncate None", "Unlink None", "Utimens None", "Write None",
    ];

    [Fact]
    public void Sequence_WithRedirectsAndIndex_EngineAgreesWithOverlayfs() => Compare(MountOptions.Full, share: 2);

    [Fact]
    public void Sequence_WithMetadataOnlyCopies_EngineAgreesWithOverlayfs() => Compare(MountOptions.Metacopy, share: 4);

    [Fact]
    public void Sequence_WithDefaultOptions_EngineAgreesWithOverlayfs() => Compare(MountOptions.Default, share: 4);

    /// <param name="options">How overlayfs is mounted.</param>
    /// <param name="share">One part of so many of all sequences.</param>
    private void Compare(MountOptions options, int share)
    {
        using OracleDirectory? directory = OracleDirectory.TryMake(out string reason);
        if (!Requirement.Check(output, directory is not null, reason)) return;
        int sequences = DefaultSequences;
        int first = 1;
        if (Environment.GetEnvironmentVariable("UNIONFS_SCRIPTS") is { Length: > 0 } wanted)
        {
            sequences = int.Parse(wanted, CultureInfo.InvariantCulture);
            first = Random.Shared.Next(int.MaxValue - sequences);
        }
        int count = Math.Max(1, sequences / share / SequencesPerScript);
        if (Environment.GetEnvironmentVariable("UNIONFS_SEED") is { Length: > 0 } seed) (first, count) = (int.Parse(seed, CultureInfo.InvariantCulture), 1);
        var coverage = new Coverage();
        var watch = Stopwatch.StartNew();
        string? failure = BatchWorkers.Run(directory!, options, count, i => OracleScript.FromSeed(first + i), coverage);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{options}: {count * SequencesPerScript:N0} sequences of {OracleScript.Steps} steps, {watch.Elapsed.TotalSeconds:N1} s"));
        output.WriteLine(coverage.ToString());
        if (failure is not null) Assert.Fail(failure);
        if (sequences < DefaultSequences || count == 1) return;
        Assert.All([.. RareCases, options.RenamesDirectories ? ScriptBatch.LowerReferences : "Rename EXDEV"], rare => Assert.True(coverage[rare] >= Enough, $"only {coverage[rare]} times: {rare}"));
        Assert.True(coverage.Verbs >= LeastVerbs, $"only {coverage.Verbs} verbs");
    }
}
