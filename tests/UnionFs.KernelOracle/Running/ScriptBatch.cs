using UnionFs.Host;
using UnionFs.KernelOracle.Kernel;
using UnionFs.KernelOracle.Layers;
using UnionFs.KernelOracle.Rules;
using UnionFs.Posix.Tests.Commands;
using UnionFs.Posix.Tests.Faces;
using UnionFs.Posix.Tests.Kernel;
using UnionFs.Posix.Tests.Running;

namespace UnionFs.KernelOracle.Running;

/// <summary>What did not agree.</summary>
internal sealed record Failure(OracleScript Script, string Difference);

/// <summary>
/// Scripts that share mounts, each in a directory of its own: mounting costs more than a script. The layers are laid out, mounted and
/// changed by the first sequences; what these left in the upper directory is read, and is a layer under the second ones.
/// </summary>
internal sealed class ScriptBatch
{
    /// <summary>What <see cref="Coverage"/> calls a batch whose upper directory means nothing without the lower ones.</summary>
    internal const string LowerReferences = "Upper with references";

    private const string First = "first";

    private readonly string _folder;
    private readonly MountOptions _options;
    private readonly IReadOnlyList<OracleScript> _scripts;
    private readonly Coverage _coverage;
    private readonly List<string> _lowers = [];

    private ScriptBatch(string folder, MountOptions options, IReadOnlyList<OracleScript> scripts, Coverage coverage) =>
        (_folder, _options, _scripts, _coverage) = (folder, options, scripts, coverage);

    /// <summary>The first failure; null if there is none.</summary>
    /// <param name="folder">An empty directory, where only this thread sees what is mounted; nothing stays.</param>
    /// <param name="options">How to mount.</param>
    /// <param name="scripts">What to run.</param>
    /// <param name="coverage">What the kernel answered.</param>
    internal static Failure? Run(string folder, MountOptions options, IReadOnlyList<OracleScript> scripts, Coverage coverage)
    {
        MountCalls.MountTmpfs(folder);
        try
        {
            var batch = new ScriptBatch(folder, options, scripts, coverage);
            batch.WriteLayers();
            return batch.RunRound(First, script => script.First)
                ?? batch.RunRound("second", script => script.Second)
                // Only looks: what the second sequences left is below it.
                ?? batch.RunRound("last", _ => []);
        }
        finally
        {
            MountCalls.Unmount(folder);
        }
    }

    private string Make(params string[] names) => Directory.CreateDirectory(Path.Combine([_folder, .. names])).FullName;

    private void WriteLayers()
    {
        for (int i = 0; i < _scripts.Max(script => script.Layers.Count); i++)
        {
            string layer = Make($"layer{i}");
            _lowers.Add(layer);
            foreach (OracleScript script in _scripts)
                if (i < script.Layers.Count) LayerWriter.Write(script.Layers[i], Path.Combine(layer, script.Name));
        }
    }

    private Failure? RunRound(string round, Func<OracleScript, IReadOnlyList<Command>> commands)
    {
        string upper = Make(round, "upper");
        string exported = Make(round, "exported");
        LayerStack below = OverlayDirectory.OpenStack(_lowers);
        Dictionary<string, LayerStack> whole = LayerSplitter.Split(below, breaksLinks: false);
        Dictionary<string, LayerStack> broken = _options.KeepsHardLinks ? whole : LayerSplitter.Split(below, breaksLinks: true);
        var ends = new Dictionary<string, TreeView>();
        var linked = new HashSet<OracleScript>();
        string work;
        using (var mount = new OverlayMount(Path.Combine(_folder, round), _lowers, upper, _options.Text))
        {
            work = mount.WorkDirectory;
            foreach (OracleScript script in _scripts)
            {
                var rules = OverlayRules.For(_options, whole[script.Name], isRestacked: round != First);
                if (rules.HasLowerLinks) linked.Add(script);
                LayerStack layers = (rules.LinksAreBroken ? broken : whole)[script.Name];
                using var kernel = new RealKernel(Path.Combine(mount.Root, script.Name), refusesExecution: false, lasts: true);
                if (Run(kernel, layers, rules, commands(script), Path.Combine(exported, script.Name)) is { } difference) return new Failure(script, $"{round} sequence, {difference}");
                ends.Add(script.Name, kernel.ReadTree(details: true));
            }
        }
        // The index has one more name for each hard-linked file; it is no part of a layer.
        Directory.Delete(work, recursive: true);
        if (RefersToLowers(upper)) _coverage.Hit(LowerReferences, 1);
        if (CompareExported(round, exported, ends, linked) is { } lost) return lost;
        _lowers.Add(upper);
        return CompareUpper(round, ends, linked);
    }

    private static bool RefersToLowers(string upper)
    {
        try
        {
            _ = OverlayDirectory.Open(upper);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private string? Run(RealKernel kernel, LayerStack layers, OverlayRules rules, IReadOnlyList<Command> commands, string exported)
    {
        OverlayRules restacked = rules with { IsRestacked = true };
        var clock = new ManualClock();
        var engine = new UnionFileSystem(layers, clock);
        using var union = new UnionFace(engine);
        if (new SequenceRunner(kernel, union, rules, _coverage).FirstDifference(commands, clock.Advance) is { } difference) return difference;
        for (int slot = 0; slot < IKernelFace.Slots; slot++)
        {
            kernel.Close(slot);
            union.Close(slot);
        }
        using var again = new UnionFace(new UnionFileSystem(layers.Push(engine.Diff())));
        ExportReport report = OverlayExport.Export(engine.Snapshot(), layers, exported);
        if (report.WarningCount > 0) return $"the engine's diff as an upper directory: {report.Warnings[0]}";
        return TreeComparison.Compare(restacked.Comparable(kernel.ReadTree(details: true)), restacked.Comparable(again.ReadTree(details: true))) is not { } lost ? null : $"the engine's diff over the same layers: {lost}";
    }

    /// <summary>Whether what the engine wrote as an upper directory means to the kernel what it meant to the engine.</summary>
    private Failure? CompareExported(string round, string exported, Dictionary<string, TreeView> ends, HashSet<OracleScript> linked)
    {
        using var mount = new OverlayMount(Path.Combine(_folder, round, "again"), _lowers, exported, _options.WithoutIndex);
        foreach (OracleScript script in _scripts)
        {
            var rules = new OverlayRules(_options, linked.Contains(script), HasLongPaths: false, IsRestacked: true);
            using var kernel = new RealKernel(Path.Combine(mount.Root, script.Name), refusesExecution: false, lasts: true);
            if (TreeComparison.Compare(rules.Comparable(ends[script.Name]), rules.Comparable(kernel.ReadTree(details: true))) is { } difference)
                return new Failure(script, $"the engine's diff of the {round} sequence, mounted: {difference}");
        }
        return null;
    }

    /// <summary>Whether what the kernel left behind means to the engine what it meant to the kernel.</summary>
    private Failure? CompareUpper(string round, Dictionary<string, TreeView> ends, HashSet<OracleScript> linked)
    {
        Dictionary<string, LayerStack> after = LayerSplitter.Split(OverlayDirectory.OpenStack(_lowers), breaksLinks: false);
        foreach (OracleScript script in _scripts)
        {
            // With an index the upper directory does not tell all: what is in a file may stand there under a name that is removed. What it
            // does tell is compared at the start of the next round.
            if (_options.KeepsHardLinks && linked.Contains(script)) continue;
            var rules = new OverlayRules(_options, linked.Contains(script), HasLongPaths: false, IsRestacked: false);
            using var union = new UnionFace(new UnionFileSystem(after[script.Name]));
            if (TreeComparison.Compare(rules.Comparable(ends[script.Name]), rules.Comparable(union.ReadTree(details: true))) is { } difference)
                return new Failure(script, $"the upper directory after the {round} sequence: {difference}");
        }
        return null;
    }
}
