using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using UnionFs.Packs.Tests.Support;
using Xunit.Abstractions;

namespace UnionFs.Packs.Tests;

/// <summary>The page of conflicts, in a real browser.</summary>
public sealed class ConflictPageTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Page(PackSet packs)
    {
        using (var writer = new StreamWriter(_folder.At("report.html"))) ConflictPage.Write(ConflictReport.Of(packs), writer);
        return _folder.At("report.html");
    }

    private static PackSet Packs() => PackSet.Empty.WithNames(NameComparison.IgnoreCase).AddRange([
        PackOf.Files("pak0.pk3", "textures/base/wall.png=grey stone", "textures/base/floor.png=tiles", "textures/old/a.png", "textures/old/b.png", "sound/steps/stone.wav=thud", "maps/one.bsp", "scripts/base.shader=shader"),
        PackOf.Files("hd-textures.zip", "textures/base/Wall.png=sharp stone", "textures/base/floor.png=tiles", "maps/one.bsp/readme.txt"),
        PackOf.Files("sound-overhaul", "sound/steps/stone.wav=THUD", "scripts/base.shader=shader"),
        PackOf.Files("community-patch.zip", "textures/base/wall.png=mended stone", "maps/two.bsp") with { Hides = ["textures/old/**"] }]);

    private static string[] Rows(ChromeDriver browser) => [.. browser.FindElements(By.CssSelector("#conflicts tr.row .path")).Select(path => path.Text)];

    private static string Row(ChromeDriver browser, string path) =>
        browser.FindElements(By.CssSelector("#conflicts tr.row")).Single(row => row.FindElement(By.CssSelector(".path")).Text == path).Text;

    [Fact]
    public void Page_ShowsFiltersSortsAndOpens()
    {
        using ChromeDriver? browser = Browser.Open(Page(Packs()), output);
        if (browser is null) return;
        string[] all = ["/maps/one.bsp", "/scripts/base.shader", "/sound/steps/stone.wav", "/textures/base/floor.png", "/textures/base/wall.png", "/textures/old"];
        Assert.Equal(all, Rows(browser));
        Assert.Contains("identical", Row(browser, "/textures/base/floor.png"), StringComparison.Ordinal);
        Assert.Contains("case differs", Row(browser, "/textures/base/wall.png"), StringComparison.Ordinal);
        Assert.Contains("file and directory", Row(browser, "/maps/one.bsp"), StringComparison.Ordinal);
        Assert.Contains("hidden by a rule", Row(browser, "/textures/old"), StringComparison.Ordinal);
        Assert.Equal("6 conflicts", browser.FindElement(By.Id("count")).Text);

        // By pack, from its table and from the list; then back.
        browser.FindElements(By.CssSelector("#packs tbody .name")).Single(name => name.Text == "sound-overhaul").Click();
        Assert.Equal(["/scripts/base.shader", "/sound/steps/stone.wav"], Rows(browser));
        Assert.Equal("2 of 6 conflicts", browser.FindElement(By.Id("count")).Text);
        browser.FindElement(By.Id("differing")).Click();
        Assert.Equal(["/sound/steps/stone.wav"], Rows(browser));
        browser.FindElement(By.Id("reset")).Click();
        Assert.Equal(all, Rows(browser));
        browser.FindElement(By.CssSelector("#pack option[value='2']")).Click();
        Assert.Equal(["/maps/one.bsp", "/textures/base/floor.png", "/textures/base/wall.png"], Rows(browser));
        browser.FindElement(By.Id("search")).SendKeys("WALL");
        Assert.Equal(["/textures/base/wall.png"], Rows(browser));

        // Who hides whom.
        browser.FindElement(By.CssSelector("#conflicts tr.row .path")).Click();
        Assert.Equal(["community-patch.zip", "hd-textures.zip", "pak0.pk3"], browser.FindElements(By.CssSelector("#conflicts .chain .name")).Select(name => name.Text));
        Assert.Contains("shown", browser.FindElement(By.CssSelector("#conflicts .chain .wins")).Text, StringComparison.Ordinal);
        browser.FindElement(By.CssSelector("#conflicts tr.row .path")).SendKeys(Keys.Enter);
        Assert.Empty(browser.FindElements(By.CssSelector("#conflicts .chain")));

        browser.FindElement(By.Id("reset")).Click();
        browser.FindElement(By.CssSelector("#kind option[value='2']")).Click();
        Assert.Equal(["/textures/old"], Rows(browser));
        browser.FindElement(By.Id("reset")).Click();
        browser.FindElement(By.CssSelector("#conflicts [data-sort='path']")).Click();
        Assert.Equal(all.Reverse(), Rows(browser));
        browser.FindElement(By.CssSelector("#packs [data-sort='name']")).Click();
        Assert.Equal(["community-patch.zip", "hd-textures.zip", "pak0.pk3", "sound-overhaul"], browser.FindElements(By.CssSelector("#packs tbody .name")).Select(name => name.Text));
        AssertQuiet(browser);
    }

    [Fact]
    public void Page_WithHostileNames_ShowsThemAsText()
    {
        string[] names = ["</script><script>document.title='owned'<", "<img src=x onerror=document.title='owned'>", "\"'`{{script}}\\", "<!--<script>", "\u202Egnp.exe", "line\nbreak", "caf\uDCE9", "\u2028x", "__proto__"];
        Pack Hostile(string name) => new(name, names.Aggregate(new LayerBuilder(name), (builder, each) => builder.AddFile($"d/{each}", name)).Build());
        PackSet packs = PackSet.Empty.AddRange([Hostile("</script><b>bold</b>"), Hostile("__proto__"), Hostile("a&amp;b")]);
        using ChromeDriver? browser = Browser.Open(Page(packs), output);
        if (browser is null) return;
        string[] rows = Rows(browser);
        Assert.Equal(names.Length, rows.Length);
        Assert.Contains("/d/<img src=x onerror=document.title='owned'>", rows);
        Assert.Contains("/d/\\u{202e}gnp.exe", rows);
        Assert.Contains("/d/line\\x0abreak", rows);
        Assert.Contains("/d/caf\\xe9", rows);
        Assert.Equal("Pack conflicts", browser.Title);
        Assert.Empty(browser.FindElements(By.CssSelector("img, b")));
        Assert.Equal(["a&amp;b", "__proto__", "</script><b>bold</b>"], browser.FindElements(By.CssSelector("#packs tbody .name")).Select(name => name.Text));
        AssertQuiet(browser);
    }

    [Fact]
    public void Page_OfManyConflicts_ShowsThemStepByStep()
    {
        string[] files = [.. Enumerable.Range(0, 5000).Select(i => $"d{i % 10}/f{i:0000}")];
        using ChromeDriver? browser = Browser.Open(Page(PackSet.Empty.AddRange([PackOf.Files("a", files), PackOf.Files("b", files)])), output);
        if (browser is null) return;
        Assert.Equal(200, browser.FindElements(By.CssSelector("#conflicts tr.row")).Count);
        Assert.Equal("Show 200 more", browser.FindElement(By.Id("more")).Text);
        browser.FindElement(By.Id("more")).SendKeys(Keys.Enter);
        Assert.Equal(400, browser.FindElements(By.CssSelector("#conflicts tr.row")).Count);
        browser.FindElement(By.Id("search")).SendKeys("f4999");
        Assert.Equal(["/d9/f4999"], Rows(browser));
        AssertQuiet(browser);
    }

    [Fact]
    public void Page_Screenshots_InLightAndDark_Differ()
    {
        string page = Page(Packs());
        var pictures = new List<byte[]>();
        foreach (bool dark in new[] { false, true })
        {
            using ChromeDriver? browser = Browser.Open(page, output, dark);
            if (browser is null) return;
            browser.FindElements(By.CssSelector("#conflicts tr.row .path"))[4].Click();
            Screenshot picture = browser.GetScreenshot();
            pictures.Add(picture.AsByteArray);
            if (Environment.GetEnvironmentVariable("UNIONFS_SCREENSHOTS") is { Length: > 0 } folder) picture.SaveAsFile(Path.Combine(folder, dark ? "dark.png" : "light.png"));
        }
        Assert.NotEqual(pictures[0], pictures[1]);
    }

    [Fact]
    public void Page_NamesNoNetwork() => Assert.DoesNotContain("://", File.ReadAllText(Page(Packs())), StringComparison.Ordinal);

    /// <summary>Nothing was fetched, refused by the policy, or went wrong in the script.</summary>
    private static void AssertQuiet(ChromeDriver browser)
    {
        Assert.Equal(0L, browser.ExecuteScript("return performance.getEntriesByType('resource').length"));
        Assert.Empty(browser.Manage().Logs.GetLog(LogType.Browser).Select(entry => entry.Message));
    }
}
