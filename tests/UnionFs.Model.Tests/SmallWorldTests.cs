using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace UnionFs.Model.Tests;

/// <summary>
/// No sampling: every script of <see cref="Length"/> commands from a small alphabet (every verb that changes something, on every path and
/// pair of paths of two names and two directories) over two lower layers, several kinds of them. After each command the answer, the whole tree and
/// the law "the difference over the same layers is the present state" are checked. A command that fails changed nothing, as the tree then
/// shows, so what follows it is what follows without it. UNIONFS_LENGTH=4 is the long run.
/// </summary>
public class SmallWorldTests(ITestOutputHelper output)
{
    private static readonly Metadata File = Metadata.DefaultFile;
    private static readonly Metadata Directory = Metadata.DefaultDirectory with { Mode = 0x1C0 };

    private static readonly string[] Paths = ["/a", "/b", "/d", "/d/a", "/d/b"];

    private static int Length { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("UNIONFS_LENGTH"), CultureInfo.InvariantCulture, out int length) ? length : 3;

    public static TheoryData<string> Worlds => [.. Plans.Keys];

    private static readonly Dictionary<string, LayerPlan[]> Plans = new(StringComparer.Ordinal)
    {
        ["edited below"] = [
            Plan(Item(LayerItemKind.File, "/a", "one"), Item(LayerItemKind.File, "/d/a", "two"), Item(LayerItemKind.File, "/d/b", "three")),
            Plan(Item(LayerItemKind.File, "/d/a", "four"), Item(LayerItemKind.Whiteout, "/a", ""))],
        ["opaque above"] = [
            Plan(Item(LayerItemKind.Directory, "/a", ""), Item(LayerItemKind.File, "/d/a", "two"), Item(LayerItemKind.File, "/d/b", "three")),
            Plan(new LayerItem(LayerItemKind.Directory, "/d", "", Directory, IsOpaque: true), Item(LayerItemKind.File, "/d/a", "four"))],
        ["links and a directory in the place of a file"] = [
            Plan(Item(LayerItemKind.File, "/a", "one"), Item(LayerItemKind.HardLink, "/d/a", "/a"), Item(LayerItemKind.File, "/b", "three")),
            Plan(Item(LayerItemKind.Directory, "/b", ""), Item(LayerItemKind.Symlink, "/d/b", "a"))],
    };

    [Theory]
    [MemberData(nameof(Worlds))]
    public void EveryScript_EngineAgreesWithModel(string name)
    {
        var watch = Stopwatch.StartNew();
        Command[] alphabet = [.. Alphabet()];
        long commands = 0, failed = 0;
        Parallel.For(0, alphabet.Length, first =>
        {
            var context = new ModelContext(new ManualClock(), new Coverage());
            var search = new Search(alphabet, context);
            search.Try(new World(Plans[name], context).Current, first, Length);
            Interlocked.Add(ref commands, search.Commands);
            Interlocked.Add(ref failed, search.Failed);
        });
        Assert.InRange(failed, 1, commands - 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {alphabet.Length} commands, all scripts of {Length}: {commands:N0} run, {failed:N0} of them refused, {watch.Elapsed.TotalSeconds:N1} s"));
    }

    private static IEnumerable<Command> Alphabet()
    {
        foreach (string path in Paths)
        {
            yield return new WriteCommand(path, 3, 0x1A4);
            yield return new MkdirCommand(path, 0x1ED);
            yield return new MknodCommand(path, NodeKind.Fifo, 0x1A4, 0);
            yield return new SymlinkCommand("d", path);
            yield return new UnlinkCommand(path);
            yield return new RmdirCommand(path);
            yield return new RemoveTreeCommand(path);
            yield return new TruncateCommand(path, 1);
            yield return new ChmodCommand(path, 0x100, true);
            yield return new SetXattrCommand(path, "user.x", 1, XattrFlags.None, true);
            foreach (string other in Paths)
            {
                if (other == path) continue;
                yield return new RenameCommand(path, other, RenameFlags.None);
                yield return new LinkCommand(path, other, false);
                if (string.CompareOrdinal(path, other) < 0) yield return new RenameCommand(path, other, RenameFlags.RENAME_EXCHANGE);
            }
        }
        yield return new CommitCommand();
    }

    private static LayerPlan Plan(params LayerItem[] items) => new(items);

    private static LayerItem Item(LayerItemKind kind, string path, string text) =>
        new(kind, path, text, kind == LayerItemKind.Directory ? Directory : File);

    private sealed class Search(Command[] alphabet, ModelContext context)
    {
        private readonly Stack<Command> _script = new();

        internal long Commands { get; private set; }

        internal long Failed { get; private set; }

        /// <summary>One command on a fork of a state, and all that can follow it.</summary>
        internal void Try(LivePair start, int command, int length)
        {
            var pair = new LivePair(start.Engine.Fork(), start.Model.Snapshot().Fork(context));
            string before = ModelTreeText.Of(pair.Model.Mount.Root);
            _script.Push(alphabet[command]);
            var world = new World(pair, context);
            string? wrong = alphabet[command].Run(world) ?? world.CompareCurrent() ?? CheckDifference(pair);
            if (wrong is not null) Assert.Fail($"{string.Join("; ", _script.Reverse())}: {wrong}");
            Commands++;
            bool hasChanged = ModelTreeText.Of(pair.Model.Mount.Root) != before || alphabet[command] is CommitCommand;
            if (!hasChanged) Failed++;
            else if (length > 1)
                for (int next = 0; next < alphabet.Length; next++) Try(pair, next, length - 1);
            _script.Pop();
        }

        private static string? CheckDifference(LivePair pair)
        {
            LayerStack whole = pair.Engine.Layers.Push(pair.Engine.Diff());
            return new TreeComparison(new Snapshot(whole).Posix, numbers: null).Compare(pair.Model.Mount.Root) is { } difference
                ? "the difference over the layers: " + difference : null;
        }
    }
}
