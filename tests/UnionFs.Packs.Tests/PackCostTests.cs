using System.Globalization;
using UnionFs.Packs.Tests.Support;

namespace UnionFs.Packs.Tests;

/// <summary>Edits of a load order cost by packs, never by files: they allocate the same bytes over ten files a pack and over 50,000.</summary>
public class PackCostTests
{
    private static Pack[] Packs(int filesEach) => [.. Enumerable.Range(0, 4).Select(pack =>
    {
        var builder = new LayerBuilder();
        Content content = Content.From("x");
        for (int i = 0; i < filesEach; i++) builder.AddFile(string.Create(CultureInfo.InvariantCulture, $"d{i % 10}/f{i}"), content);
        return new Pack($"p{pack}", builder.Build());
    })];

    private static readonly Pack[] Few = Packs(10);
    private static readonly Pack[] Many = Packs(50_000);

    private static PackSet Set(Pack[] packs) => PackSet.Empty.AddRange(packs);

    [Theory]
    [InlineData("disable")]
    [InlineData("enable")]
    [InlineData("move")]
    [InlineData("add")]
    [InlineData("remove")]
    [InlineData("mount")]
    [InlineData("hide a directory")]
    public void Edit_AndItsStack_AllocateTheSameOverMoreFiles(string edit)
    {
        long few = Cost(Few), many = Cost(Many);
        Assert.InRange(many, 1, few + 512);

        long Cost(Pack[] packs)
        {
            PackSet set = Set(packs).Disable("p1");
            Pack more = packs[0] with { Name = "more", Mount = "/more" };
            set.ToStack();
            return Allocated.By(() => Edited(set, more, edit).ToStack());
        }
    }

    [Fact]
    public void Update_OfAMount_AllocatesTheSameOverMoreFiles()
    {
        long few = Cost(Few), many = Cost(Many);
        Assert.InRange(many, 1, few + 2048);

        static long Cost(Pack[] packs)
        {
            var mount = new PackMount(Set(packs));
            mount.Files.File.WriteAllText("/own", "mine");
            Assert.True(mount.Files.File.Exists("/d1/f1"));
            return Allocated.By(() => mount.Update(set => set.IsEnabled("p3") ? set.Disable("p3") : set.Enable("p3")));
        }
    }

    [Fact]
    public void Edits_OfAHundredPacks_CostByPacks()
    {
        long hundred = Cost(100), thousand = Cost(1000);
        Assert.InRange(thousand, hundred, 16 * hundred);

        static long Cost(int count)
        {
            PackSet set = PackSet.Empty.AddRange(Enumerable.Range(0, count).Select(i => PackOf.Files($"p{i}", "f")));
            set.ToStack();
            return Allocated.By(() => set.Disable("p0").ToStack());
        }
    }

    private static PackSet Edited(PackSet set, Pack more, string edit) => edit switch
    {
        "disable" => set.Disable("p3"),
        "enable" => set.Enable("p1"),
        "move" => set.Move("p3", 0),
        "add" => set.Add(more),
        "remove" => set.Remove("p0"),
        "mount" => set.Change("p2", pack => pack with { Root = "/d1", Mount = "/elsewhere" }),
        // A pack of its own above, so that nothing else is merged for the question whether the directory is there.
        _ => set.Add(new Pack("hides", Layer.Empty) { Hides = ["d1/**"] }),
    };
}
