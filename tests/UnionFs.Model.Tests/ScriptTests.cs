using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace UnionFs.Model.Tests;

/// <summary>
/// Random scripts on the engine and on the model. By default the same 3,000 every time; UNIONFS_SCRIPTS=100000 runs so many new ones, a number
/// below 3,000 so many of the same ones (then rare cases are not asked for). UNIONFS_SEED replays the seed that a failure prints, beside the shortest script that still fails.
/// </summary>
public class ScriptTests(ITestOutputHelper output)
{
    private const int UsualScripts = 3000;

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

    /// <summary>What scripts on file systems that ignore case must come across as well.</summary>
    private static readonly string[] RareFoldingCases =
    [
        .. RareCases.Where(rare => !rare.StartsWith("merge: ", StringComparison.Ordinal)),
        "folding: several files alike", "folding: several hidden alike", "folding: hides another spelling", "folding: whiteout beside something alike",
        "folding: directories united", "folding: directory beside a file alike", "folding: keeps the lower spelling", "folding: takes the upper spelling",
        "walk: another spelling", "rename: another spelling", "rename: over another spelling",
    ];

    [Fact]
    public void Script_Random_EngineAgreesWithModel() => Run(Arbitraries.Scripts(), ignoreCase: false, RareCases);

    [Fact]
    public void Script_RandomIgnoringCase_EngineAgreesWithModel() => Run(FoldingArbitraries.Scripts(), ignoreCase: true, RareFoldingCases);

    private void Run(Arbitrary<Script> arbitrary, bool ignoreCase, string[] rareCases)
    {
        if (Environment.GetEnvironmentVariable("UNIONFS_SEED") is { Length: > 0 } seed)
        {
            ScriptRunner.Run(Script.FromSeed(int.Parse(seed, CultureInfo.InvariantCulture), ignoreCase: ignoreCase), new Coverage());
            return;
        }
        int count = Environment.GetEnvironmentVariable("UNIONFS_SCRIPTS") is { Length: > 0 } wanted ? int.Parse(wanted, CultureInfo.InvariantCulture) : UsualScripts;
        Config config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(count);
        if (count <= UsualScripts) config = config.WithReplay(20, 21);
        var coverage = new Coverage();
        long scripts = 0;
        long steps = 0;
        var watch = Stopwatch.StartNew();
        Property property = Prop.ForAll(arbitrary, script =>
        {
            scripts++;
            steps += script.Commands.Count;
            ScriptRunner.Run(script, coverage);
        });
        Check.One(config, property);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scripts:N0} scripts, {steps:N0} steps, {watch.Elapsed.TotalSeconds:N1} s"));
        output.WriteLine(coverage.ToString());
        if (count < UsualScripts) return;
        foreach (string rare in rareCases) Assert.True(coverage[rare] > 0, $"never reached: {rare}");
    }
}
