using UnionFs.Tests.Cost;
using static UnionFs.Tests.IgnoreCase.Views;

namespace UnionFs.Tests.IgnoreCase;

/// <summary>A layer from a stranger may have one name in thousands of spellings: what that costs grows with their number, not with its square.</summary>
public class ManySpellingsTests
{
    private static string[] Spellings(int count) => [.. Enumerable.Range(0, count)
        .Select(bits => "/" + new string([.. "abcdefghijklmnop".Select((c, i) => (bits >> i & 1) == 0 ? c : char.ToUpperInvariant(c))]))];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Merge_OfManyOverMany_IsNotSquare(int below, int above) => Allocated.AssertNotSquare(count =>
    {
        LayerStack stack = Stack(Files(Spellings(count / below)), Files(Spellings(count / above)));
        return () => Assert.Equal(count / above, new UnionFileSystem(stack).Directory.GetFiles("/").Length);
    });

    [Fact]
    public void Merge_OfManyOverOthers_IsNotSquare() => Allocated.AssertNotSquare(count =>
    {
        LayerStack stack = Stack(Files("/x", "/y"), Files([.. Spellings(count), "/x"]), Files("/z"));
        LayerStack mirrored = Stack(Files(Spellings(count)), Files([.. Enumerable.Range(0, count + 1).Select(i => $"/{i}")]));
        return () =>
        {
            Assert.Equal(count + 3, new UnionFileSystem(stack).Directory.GetFiles("/").Length);
            Assert.Equal(2 * count + 1, new UnionFileSystem(mirrored).Directory.GetFiles("/").Length);
        };
    });

    [Fact]
    public void Difference_WhereManyAlikeAreGone_IsNotSquare() => Allocated.AssertNotSquare(count =>
    {
        // Prepared by a layer, since removing one by one copies what is beside it.
        Layer below = Files(Spellings(count));
        Snapshot before = Union(below).Snapshot();
        Snapshot after = Union(below, Files("-" + Spellings(1)[0]), Files(Spellings(count / 2))).Snapshot();
        Assert.Equal(count, before.Directory.GetFiles("/").Length);
        Assert.Equal(count / 2, after.Directory.GetFiles("/").Length);
        return () => Assert.Equal(count + 1, after.DiffFrom(before).Entries().Count());
    });

    [Fact]
    public void Merge_OfManyAlike_IsByTheSameRuleAsOfFew()
    {
        foreach (int count in new[] { 2, 7, 8, 9, 16, 17, 40 })
        {
            string[] names = Spellings(2 * count);
            string[] odd = [.. names.Where((_, i) => i % 2 == 1)];
            string[] even = [.. names.Where((_, i) => i % 2 == 0)];
            string listed = string.Join(' ', odd.Order(StringComparer.Ordinal).Select(name => name[1..]));
            Assert.Equal(listed, Tree(Stack(Files(even), Files(odd))));
            Assert.Equal("", Tree(Stack(Files(even), Files("-" + odd[0]))));
            Assert.Equal(odd[0][1..], Tree(Stack(Files(even), Files(odd[0]))));
            Assert.Equal("1 2 3 " + listed, Tree(Stack(Files(odd), Files("/1", "/2", "/3"))));
            Assert.Equal(listed + " x", Tree(Stack(Files(even), Files(odd), Files("/x"))));

            // The directory among them merges with the one below, and the files beside it hide those below.
            string merged = Tree(Stack(Files([.. even[1..], even[0] + "/old"]), Files([.. odd[1..], odd[0] + "/new"])));
            Assert.Contains("(new old)", merged, StringComparison.Ordinal);
            Assert.Equal(odd.Length, merged.Replace("(new old)", "", StringComparison.Ordinal).Split(' ').Length);
            Assert.DoesNotContain(even[1][1..], merged.Split(' '));
        }
    }

    [Fact]
    public void Merge_OfTwoNamesOfManySpellings_KeepsNoneOfBoth()
    {
        string[] one = Spellings(80), two = [.. one.Select(name => "/z" + name[1..])];
        string[] below = [.. one[..40], .. two[..40]], above = [.. one[40..], .. two[40..]];
        Assert.Equal(string.Join(' ', above.Order(StringComparer.Ordinal).Select(name => name[1..])), Tree(Stack(Files(below), Files(above))));
        Assert.Equal("x", Tree(Stack(Files([.. below, "/x"]), Files("-" + one[0], "-" + two[0]))));
        // The smaller one is below: what is above stays, and both of what is only below come to it.
        Assert.Equal(80 + 100, new Snapshot(Stack(Files(below), Files([.. Enumerable.Range(0, 100).Select(i => $"/{i}")]))).Directory.List("/").Count);
    }
}
