using System.Globalization;
using Microsoft.Playwright;

namespace NetCompiler.Report.Tests;

/// <summary>Pages as a browser shows them: Chromium from the path, which the continuous build installs where it may.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private static readonly string? s_chromium = new[] { "chromium", "chromium-browser", "google-chrome", "chrome" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)))
        .FirstOrDefault(File.Exists);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netcompiler-report-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static TheoryData<string, int, ColorScheme> Views =>
        [.. from page in new[] { "vanishing", "time", "nasty", "comparison" } from width in new[] { 360, 1280 } from scheme in new[] { ColorScheme.Light, ColorScheme.Dark } select (page, width, scheme)];

    public async ValueTask InitializeAsync()
    {
        if (s_chromium is null)
            return;
        _playwright = await Playwright.CreateAsync();
        // The sandbox of Chromium does not start as root, as which containers run; the pages are our own.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = s_chromium, Args = ["--no-sandbox"] });
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_page_is_legible_at_every_width_in_light_and_dark(string name, int width, ColorScheme scheme)
    {
        IPage page = await Open(name, width, scheme);
        foreach (ILocator details in await page.Locator("details").AllAsync())
            await details.EvaluateAsync("element => element.open = true");
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        string[] outside = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('main *')]
              .filter(e => !e.closest('.scroll') && e.getBoundingClientRect().width > 0 && (e.getBoundingClientRect().left < -1 || e.getBoundingClientRect().right > innerWidth + 1))
              .map(e => e.outerHTML.slice(0, 120))
            """);
        Assert.Empty(outside);
        // The least contrast of any text with what is behind it.
        double contrast = await page.EvaluateAsync<double>(Contrast);
        Assert.True(contrast >= 4.5, string.Create(CultureInfo.InvariantCulture, $"The least contrast of {name} is {contrast:0.00}."));
        await Shot(page, $"{name}-{width}-{scheme}");
    }

    [Fact]
    public async Task A_heat_map_is_drawn_and_says_what_the_pointer_is_on()
    {
        IPage page = await Open("vanishing", 1280, ColorScheme.Light);
        ILocator map = page.Locator(".heat svg").First, cells = map.Locator("rect");
        LocatorBoundingBoxResult box = (await cells.First.BoundingBoxAsync())!, picture = (await map.BoundingBoxAsync())!;
        Assert.InRange(box.Width * Reports.Vanishing.Steps.Length, picture.Width - 2, picture.Width + 2);
        Assert.InRange(box.Height, 12, 24);
        string first = await cells.First.EvaluateAsync<string>("cell => getComputedStyle(cell).fill"), output = await cells.Last.EvaluateAsync<string>("cell => getComputedStyle(cell).fill");
        Assert.NotEqual(first, output);
        await cells.First.HoverAsync();
        Assert.StartsWith("blocks.0.layers.0, step 1: 1e-", await page.Locator(".readout").First.TextContentAsync());
        LocatorBoundingBoxResult label = (await page.Locator(".heat .labels li").First.BoundingBoxAsync())!;
        Assert.InRange(label.Y + (label.Height / 2), box.Y, box.Y + box.Height);
    }

    /// <summary>Which tells most.</summary>
    [Fact]
    public async Task The_end_of_a_path_shows_where_there_is_no_room_for_all_of_it()
    {
        IPage page = await Open("wide", 360, ColorScheme.Light);
        bool[] shown = await page.EvaluateAsync<bool[]>("""
            () => [...document.querySelectorAll('.heat .labels li, .factors .labels li')].filter(label => label.scrollWidth > label.clientWidth).map(label => {
              const path = label.querySelector('span').firstChild, end = document.createRange();
              end.setStart(path, path.length - 8);
              end.setEnd(path, path.length);
              const inside = end.getBoundingClientRect(), box = label.getBoundingClientRect();
              return inside.left >= box.left && inside.right <= box.right + 1;
            })
            """);
        Assert.Equal([true, true, true, true], shown);
    }

    [Fact]
    public async Task Pages_can_be_read_without_scripts_and_load_nothing()
    {
        IBrowserContext context = await Browser().NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        IPage page = await context.NewPageAsync();
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(Save("comparison"));
        Assert.Single(requests);
        Assert.True(await page.GetByRole(AriaRole.Heading, new() { Name = "Networks <side by side>" }).IsVisibleAsync());
        await page.Locator("summary").First.ClickAsync();
        Assert.True(await page.Locator("details .heat").First.IsVisibleAsync());
        Assert.True(await page.GetByRole(AriaRole.Img, new() { Name = "The gradient at every layer, relative to the output" }).First.IsVisibleAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    private IBrowser Browser()
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium on the path of this machine.");
        return _browser!;
    }

    private async Task<IPage> Open(string name, int width, ColorScheme scheme)
    {
        IBrowserContext context = await Browser().NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, ColorScheme = scheme });
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(Save(name));
        return page;
    }

    private string Save(string name)
    {
        string path = Path.Combine(_folder.FullName, $"{name}.html");
        if (name == "comparison")
            PageTests.Comparison().SaveHtml(path);
        else
            (name switch { "vanishing" => Reports.Vanishing, "time" => Reports.ThroughTime, "wide" => Reports.Wide(steps: 3), _ => Reports.Nasty }).SaveHtml(path);
        return new Uri(path).AbsoluteUri;
    }

    /// <summary>Pictures for people, where NETCOMPILER_SCREENSHOTS names a folder.</summary>
    private static async Task Shot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("NETCOMPILER_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    private const string Contrast = """
        () => {
          const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          const rgb = text => text.match(/[\d.]+/g).map(Number);
          const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
          const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          let least = 21;
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node; node = texts.nextNode();) {
            const e = node.parentElement;
            if (!node.textContent.trim() || e.closest('svg, script') || !e.checkVisibility()) continue;
            const a = light(rgb(getComputedStyle(e).color)), b = light(behind(e));
            least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
          }
          return least;
        }
        """;
}
