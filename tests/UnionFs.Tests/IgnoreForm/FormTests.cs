using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace UnionFs.Tests.IgnoreForm;

/// <summary>Names that are composed in one place and decomposed in another are one name, where a stack ignores form.</summary>
public class FormTests(ITestOutputHelper output)
{
    private const string Composed = "caf\u00E9", Decomposed = "cafe\u0301";

    private static readonly NameComparison[] Comparisons = [NameComparison.Ordinal, NameComparison.IgnoreCase, NameComparison.IgnoreForm, NameComparison.IgnoreCaseAndForm];

    private static UnionFileSystem Over(NameComparison names, params Layer[] layers) => new(LayerStack.FromBottom(layers).WithNames(names));

    [Fact]
    public void EveryForm_LeadsToTheFile_WhichKeepsItsOwn()
    {
        UnionFileSystem fs = Over(NameComparison.IgnoreForm, new LayerBuilder().AddFile($"/{Decomposed}/\u1EAD.txt", "x").Build());
        foreach (string directory in new[] { Composed, Decomposed })
            foreach (string file in new[] { "\u1EAD.txt", "a\u0323\u0302.txt", "a\u0302\u0323.txt", "\u1EA1\u0302.txt" })
            {
                Assert.Equal("x", fs.File.ReadAllText($"/{directory}/{file}"));
                Assert.Equal(FsError.None, fs.Posix.RealPath($"/{directory}/{file}", out string spelled));
                Assert.Equal($"/{Decomposed}/\u1EAD.txt", spelled);
            }
        Assert.False(fs.File.Exists($"/{Composed.ToUpperInvariant()}/\u1EAD.txt"));
        Assert.Equal([$"/{Decomposed}"], fs.Directory.EnumerateDirectories("/"));
    }

    [Theory]
    [InlineData(NameComparison.Ordinal, false, false, false)]
    [InlineData(NameComparison.IgnoreCase, true, false, false)]
    [InlineData(NameComparison.IgnoreForm, false, true, false)]
    [InlineData(NameComparison.IgnoreCaseAndForm, true, true, true)]
    public void Comparisons_Combine(NameComparison names, bool ignoresCase, bool ignoresForm, bool ignoresBoth)
    {
        UnionFileSystem fs = Over(names, new LayerBuilder().AddFile("/" + Composed, "").Build());
        Assert.Equal(ignoresCase, fs.File.Exists("/CAF\u00C9"));
        Assert.Equal(ignoresForm, fs.File.Exists("/" + Decomposed));
        Assert.Equal(ignoresBoth, fs.File.Exists("/CAFE\u0301"));
        Assert.False(fs.File.Exists("/cafe"));
    }

    /// <summary>Over all units: what is alike without case or without form is alike without both.</summary>
    [Fact]
    public void Key_IgnoringBoth_IsCoarserThanEach()
    {
        for (int unit = 1; unit <= char.MaxValue; unit++)
        {
            string name = "x" + (char)unit, both = NameComparison.IgnoreCaseAndForm.KeyOf(name);
            Assert.Equal(both, NameComparison.IgnoreCaseAndForm.KeyOf("x" + char.ToUpperInvariant((char)unit)));
            Assert.Equal(both, NameComparison.IgnoreCaseAndForm.KeyOf(NameComparison.IgnoreForm.KeyOf(name)));
            Assert.Equal(both, NameComparison.IgnoreCaseAndForm.KeyOf(NameComparison.IgnoreCase.KeyOf(name)));
        }
    }

    /// <summary>Many marks in a row cost n log n, and keep the order of those of one class.</summary>
    [Fact]
    public void Key_OfManyMarks_IsSortedByClass()
    {
        string name = "e" + string.Concat(Enumerable.Repeat("\u0301\u0323\u0300", 100_000));
        string expected = "e" + new string('\u0323', 100_000) + string.Concat(Enumerable.Repeat("\u0301\u0300", 100_000));
        Assert.Equal(expected, NameComparison.IgnoreForm.KeyOf(name));
    }

    /// <summary>Unicode's own conformance test, from Debian's unicode-data.</summary>
    [Fact]
    public void Key_IsTheDecompositionThatUnicodeAsksFor()
    {
        const string file = "/usr/share/unicode/NormalizationTest.txt.bz2";
        if (!File.Exists(file))
        {
            output.WriteLine($"Skipped: needs {file} (Debian: unicode-data).");
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return;
        }
        using Process unpack = Process.Start(new ProcessStartInfo("bzip2", ["-dc", file]) { RedirectStandardOutput = true })!;
        int tested = 0;
        while (unpack.StandardOutput.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] is '#' or '@') continue;
            string[] columns = [.. line.Split(';').Take(5).Select(column => string.Concat(column.Split(' ').Select(hex => char.ConvertFromUtf32(int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))))];
            // NFD of the first three columns is the third, of the last two the fifth.
            for (int i = 0; i < 5; i++) Assert.Equal(columns[i < 3 ? 2 : 4], NameComparison.IgnoreForm.KeyOf(columns[i]));
            tested++;
        }
        unpack.WaitForExit();
        Assert.Equal(0, unpack.ExitCode);
        Assert.InRange(tested, 18_000, int.MaxValue);
    }

    [Theory]
    [InlineData("a\uDC80b")]
    [InlineData("e\uDCFF\u0301")]
    [InlineData("\uDC80")]
    [InlineData("\uFFFE\u00E9")]
    [InlineData("\uD83D\uDE00\u00E9")]
    public void WhatIsNoUnicode_IsKept(string name)
    {
        UnionFileSystem fs = Over(NameComparison.IgnoreCaseAndForm, new LayerBuilder().AddFile("/" + name, "x").Build());
        Assert.Equal("x", fs.File.ReadAllText("/" + name));
        Assert.Equal(["/" + name], fs.Directory.EnumerateFiles("/"));
        Assert.False(fs.File.Exists("/" + name + "\uDC81"));
    }

    [Fact]
    public void Layers_MergeAndHide_AcrossForms()
    {
        Layer bottom = new LayerBuilder("bottom").AddFile($"/{Composed}/one", "1").AddFile($"/{Composed}/two", "2").AddFile("/\u00FC", "gone").Build();
        Layer top = new LayerBuilder("top").AddFile($"/{Decomposed}/one", "uno").AddWhiteout("/u\u0308").Build();
        UnionFileSystem fs = Over(NameComparison.IgnoreForm, bottom, top);
        Assert.Equal(["one=uno", "two=2"], fs.Directory.EnumerateFiles("/" + Composed).Select(path => $"{path[(path.LastIndexOf('/') + 1)..]}={fs.File.ReadAllText(path)}").Order(StringComparer.Ordinal));
        Assert.False(fs.File.Exists("/\u00FC"));
        Assert.Equal("top", fs.Which($"/{Composed}/one").Winner!.Layer!.Name);
        NameCollision collision = Assert.Single(fs.Layers.FindCollisions());
        Assert.Equal([$"/{Decomposed}", $"/{Composed}"], collision.Names.Select(name => name.Path));
    }

    [Fact]
    public void NamesOfOneLayer_AreEachFoundByTheirOwnForm()
    {
        UnionFileSystem fs = Over(NameComparison.IgnoreForm, new LayerBuilder().AddFile("/" + Composed, "C").AddFile("/" + Decomposed, "D").AddFile("/\u212B", "angstrom").Build());
        Assert.Equal("C", fs.File.ReadAllText("/" + Composed));
        Assert.Equal("D", fs.File.ReadAllText("/" + Decomposed));
        Assert.Equal("angstrom", fs.File.ReadAllText("/A\u030A"));
        Assert.Equal(2, fs.Layers.FindCollisions().Single().Names.Count);
    }

    [Fact]
    public void Writing_GoesToTheFileThatIsThere_AndARenameRespells()
    {
        UnionFileSystem fs = Over(NameComparison.IgnoreForm, new LayerBuilder().AddFile("/" + Decomposed, "old").Build());
        Snapshot before = fs.Snapshot();
        using ChangeFeed feed = fs.Watch("/" + Composed);
        fs.File.WriteAllText("/" + Composed, "new");
        Assert.True(feed.TryRead(out FileChange change));
        Assert.Equal("/" + Decomposed, change.Path);
        Assert.Equal(["/" + Decomposed], fs.Directory.EnumerateFiles("/"));
        fs.File.Move("/" + Decomposed, "/" + Composed);
        Assert.Equal(["/" + Composed], fs.Directory.EnumerateFiles("/"));
        Layer diff = fs.Diff();
        UnionFileSystem again = new(fs.Layers.Push(diff));
        Assert.Equal(["/" + Composed], again.Directory.EnumerateFiles("/"));
        Assert.Equal("new", again.File.ReadAllText("/" + Decomposed));
        fs.Restore(before);
        Assert.Equal("old", fs.File.ReadAllText("/" + Composed));
    }

    [Theory]
    [InlineData("/D0/" + Composed)]
    [InlineData("/D0/" + Decomposed)]
    [InlineData("/d0/" + Decomposed)]
    public void Lookup_AllocatesNothing(string path)
    {
        var builder = new LayerBuilder().AddFile("/D0/" + Composed, "");
        for (int i = 0; i < 1000; i++) builder.AddFile(FormattableString.Invariant($"/D0/\u00E4{i}"), "");
        UnionFileSystem fs = Over(NameComparison.IgnoreCaseAndForm, builder.Build());
        FsError error = default;
        Assert.Equal(0, Cost.Allocated.By(() =>
        {
            for (int i = 0; i < Cost.SteadyLookupTests.Lookups; i++) error = fs.Posix.Stat(path, out _);
        }));
        Assert.Equal(FsError.None, error);
    }

    /// <summary>Random layers of names that are alike in every way, against a dictionary of keys that the test makes for itself.</summary>
    [Fact]
    public void RandomLayers_ShowWhatAModelSays()
    {
        string[] pool = [.. new[] { "\u00E9", "e\u0301", "\u00C9", "E\u0301", "\u1EAD", "a\u0323\u0302", "A\u0302\u0323", "\u212B", "\u00C5", "a\u030A", "\uAC00", "\u1100\u1161", "k", "\u212A", "plain", "PLAIN", "\u00DF", "ss" }.SelectMany(end => new[] { end, "n" + end })];
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            Layer[] layers = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.GetItems(pool, 6))
                .Select((names, index) => names.DistinctBy(Strictest, StringComparer.Ordinal).Aggregate(new LayerBuilder(FormattableString.Invariant($"{index}")), (builder, name) => builder.AddFile("/d/" + name, FormattableString.Invariant($"{index}:{name}"))).Build())];
            foreach (NameComparison names in Comparisons)
            {
                var model = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (Layer layer in layers)
                    foreach (LayerEntry entry in layer.Entries().Where(entry => entry.Kind == NodeKind.File)) model[Key(names, entry.Path[3..])] = FormattableString.Invariant($"{layer.Name}:{entry.Path[3..]}");
                UnionFileSystem fs = Over(names, layers);
                Assert.Equal(model.Values.Order(StringComparer.Ordinal), fs.Directory.EnumerateFiles("/d").Select(fs.File.ReadAllText).Order(StringComparer.Ordinal));
                foreach (string asked in pool) Assert.Equal(model.GetValueOrDefault(Key(names, asked)), fs.File.Exists("/d/" + asked) ? fs.File.ReadAllText("/d/" + asked) : null);
            }
        }

        static string Strictest(string name) => Key(NameComparison.IgnoreCaseAndForm, name);

        // By the few equivalences that the pool has, and upper case by the runtime.
        static string Key(NameComparison names, string name)
        {
            if (names.HasFlag(NameComparison.IgnoreForm))
                foreach ((string other, string one) in new[] { ("e\u0301", "\u00E9"), ("E\u0301", "\u00C9"), ("a\u0323\u0302", "\u1EAD"), ("A\u0302\u0323", "\u1EAC"), ("\u212B", "\u00C5"), ("a\u030A", "\u00E5"), ("\u1100\u1161", "\uAC00"), ("\u212A", "K") })
                    name = name.Replace(other, one, StringComparison.Ordinal);
            return names.HasFlag(NameComparison.IgnoreCase) ? name.ToUpperInvariant() : name;
        }
    }
}
