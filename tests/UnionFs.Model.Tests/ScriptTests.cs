using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace UnionFs.Model.Tests;

/// <summary>
/// Random scripts on the engine and on the model. By default the same 3,000 every time; UNIONFS_SCRIPTS=100000 runs so many new ones.
/// UNIONFS_SEED replays the seed that a failure prints, beside the shortest script that still fails.
/// </summary>
public class ScriptTests(ITestOutputHelper output)
{
    /// <summary>What every run must come across, or the generator has lost its teeth.</summary>
    private static readonly string[] RareCases =
    [
        "merge: whiteout hides something", "merge: whiteout over nothing", "merge: opaque over a directory", "merge: opaque root",
        "merge: non-directory over a directory", "merge: directory over a non-directory", "merge: implied over a directory",
        "merge: directory over a directory", "merge: hard link",
        "write: hard-linked file of a layer", "write: file without a name", "link: inode of a layer", "remove: directory of a layer",
        "rename: directory of a layer", "rename: exchange", "rename: onto itself or a hard link of it", "create: in a set-group-ID directory",
        "walk: too many links", "restore: with open handles", "batch: failed", "batch: succeeded", "commit: something", "fork", "switch to a fork",
        "diff: not empty", "diff: adopted", "diff: between snapshots",
        "answer: RenameCommand ENOTEMPTY", "answer: RenameCommand EINVAL", "answer: RenameCommand EEXIST", "answer: RenameCommand EBUSY", "answer: RenameCommand EROFS",
        "answer: OpenCommand EEXIST", "answer: OpenCommand EISDIR", "answer: OpenCommand ELOOP", "answer: OpenCommand ENXIO", "answer: OpenCommand EROFS",
        "answer: OpenCommand ENAMETOOLONG", "answer: OpenCommand EDEADLK", "answer: HandleWriteCommand EBADF", "answer: HandleReadCommand EISDIR",
        "answer: SetXattrCommand EEXIST", "answer: SetXattrCommand ENODATA", "answer: SetXattrCommand E2BIG", "answer: SetXattrCommand EPERM",
        "answer: LinkCommand EPERM", "answer: MknodCommand EPERM", "answer: ChmodCommand EOPNOTSUPP", "answer: RmdirCommand ENOTEMPTY",
    ];

    [Fact]
    public void Script_Random_EngineAgreesWithModel()
    {
        if (Environment.GetEnvironmentVariable("UNIONFS_SEED") is { Length: > 0 } seed)
        {
            ScriptRunner.Run(Script.FromSeed(int.Parse(seed, CultureInfo.InvariantCulture)), new Coverage());
            return;
        }
        Config config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true);
        config = Environment.GetEnvironmentVariable("UNIONFS_SCRIPTS") is { Length: > 0 } count
            ? config.WithMaxTest(int.Parse(count, CultureInfo.InvariantCulture))
            : config.WithMaxTest(3000).WithReplay(20, 21);
        var coverage = new Coverage();
        long scripts = 0;
        long steps = 0;
        var watch = Stopwatch.StartNew();
        Property property = Prop.ForAll(Arbitraries.Scripts(), script =>
        {
            scripts++;
            steps += script.Commands.Count;
            ScriptRunner.Run(script, coverage);
        });
        Check.One(config, property);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scripts:N0} scripts, {steps:N0} steps, {watch.Elapsed.TotalSeconds:N1} s"));
        output.WriteLine(coverage.ToString());
        foreach (string rare in RareCases) Assert.True(coverage[rare] > 0, $"never reached: {rare}");
    }
}
