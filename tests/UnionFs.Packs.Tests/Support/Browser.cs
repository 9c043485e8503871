using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using Xunit.Abstractions;

namespace UnionFs.Packs.Tests.Support;

/// <summary>Debian's chromium, without a window.</summary>
internal static class Browser
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Driver = "/usr/bin/chromedriver";

    /// <summary>A browser on a file; null, with a word about it, where none is installed: not acceptable in CI.</summary>
    internal static ChromeDriver? Open(string file, ITestOutputHelper output, bool dark = false)
    {
        if (!File.Exists(Chromium) || !File.Exists(Driver))
        {
            output.WriteLine("Skipped: needs chromium and chromium-driver.");
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            return null;
        }
        var options = new ChromeOptions { BinaryLocation = Chromium };
        // Root has no sandbox of its own to offer; a container has a small /dev/shm.
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,1000", "--hide-scrollbars");
        if (dark) options.AddArgument("--blink-settings=preferredColorScheme=0");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        ChromeDriverService service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(Driver)!, Path.GetFileName(Driver));
        service.SuppressInitialDiagnosticInformation = true;
        var driver = new ChromeDriver(service, options, TimeSpan.FromMinutes(3));
        driver.Navigate().GoToUrl(new Uri(file));
        return driver;
    }
}
