using UnionFs.Nodes;
using Xunit.Abstractions;

namespace UnionFs.Interleavings;

/// <summary>What is worked out on the first visit is one thing, whoever else comes by at that moment.</summary>
public sealed class MemoisationTests(ITestOutputHelper output)
{
    [Fact]
    public void MergedDirectory_FirstVisitOfTwo_IsOneIdentity() => Explorer.Hold(output, () =>
    {
        var fs = new UnionFileSystem(Stack());
        var found = new Node?[2];
        Action Look(int i) => () => found[i] = fs.Tree.Find(["d", "e"]);
        return ([Look(0), Look(1)], () =>
        {
            Assert.NotNull(found[0]);
            Assert.Same(found[0], found[1]);
        });
    });

    [Fact]
    public void MergedDirectory_PrefixAndWholeStackVisitedAtOnce_BothAreRight() => Explorer.Hold(output, () =>
    {
        // The upper merge reads the sources of the lower one while that lets them go.
        LayerStack whole = Stack();
        UnionFileSystem upper = new(whole), lower = new(whole.Pop());
        string[] names = new string[2];
        return ([() => names[0] = Names(upper), () => names[1] = Names(lower)], () =>
        {
            Assert.Equal("0 1 2", names[0]);
            Assert.Equal("0 1", names[1]);
        });
    });

    [Fact]
    public void MergedDirectory_WriteBesideAFirstVisit_IsNotLost() => Explorer.Hold(output, () =>
    {
        var fs = new UnionFileSystem(Stack());
        string seen = "";
        return ([() => fs.Posix.Mkdir("/d/e/new").ThrowIfError("/d/e/new"), () => seen = Names(fs)], () =>
        {
            Assert.Contains(seen, new[] { "0 1 2", "0 1 2 new" });
            Assert.Equal("0 1 2 new", Names(fs));
        });
    });

    [Fact]
    public void Snapshot_ReadByTwo_HasOneHost() => Explorer.Hold(output, () =>
    {
        Snapshot snapshot = new UnionFileSystem(Stack()).Snapshot();
        var hosts = new object[2];
        return ([() => hosts[0] = snapshot.Host, () => hosts[1] = snapshot.Host], () => Assert.Same(hosts[0], hosts[1]));
    });

    /// <summary>The same protocol with a store where the compare-and-swap belongs.</summary>
    [Fact]
    public void Explorer_PublicationByAStore_IsFoundToSplit() => Explorer.Refute(output, () =>
    {
        object? slot = null;
        var found = new object[2];
        Action Look(int i) => () =>
        {
            if (Volatile.Read(ref slot) is { } known)
            {
                found[i] = known;
                return;
            }
            found[i] = new object();
            Volatile.Write(ref slot, found[i]);
        };
        return ([Look(0), Look(1)], () => Assert.Same(found[0], found[1]));
    });

    private static LayerStack Stack() => LayerStack.FromBottom([.. Enumerable.Range(0, 3).Select(i => new LayerBuilder().AddFile($"/d/e/{i}", "x").Build())]);

    private static string Names(FileSystem fs) => string.Join(' ', fs.Directory.List("/d/e").Select(entry => entry.Name).Order(StringComparer.Ordinal));
}
