using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using BirdeyeDiscovery.Ledger;
using BirdeyeDiscovery.Tests.Ledger.Measuring;
using CsCheck;

namespace BirdeyeDiscovery.Tests.Ledger.Reporting;

/// <summary>The page is one well-formed file that loads and runs nothing, whatever the names of tokens are.</summary>
public sealed partial class PageTests
{
    private static readonly string[] Nasty =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'\" onload='x", "</style></title></svg>", "&amp;&lt;", "\u202Egnp.exe", "\0\u0001\u001b[31m",
        "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306", "\uD800x", "x\uDC00", "\uFFFE\uFFFF", "مرحبا", "🚀👩‍👩‍👧", "]]>", "<!--", "javascript:alert(1)", "url(x)",
        "http://evil.example/x.png", "", " ", "line\nbreak\tand\u2028more", new string('W', 10_000), string.Concat(Enumerable.Repeat("<b>&", 2_500)),
    ];

    [Fact]
    public async Task A_report_of_generated_cycles_has_all_its_sections()
    {
        var page = Parse(await SampleReports.PageAsync(await SampleReports.OfAsync(LedgerMarket.Run(21, 120, isStaged: true))));

        AssertHarmless(page);
        Assert.DoesNotMatch(Number(), page.ToString());
        Assert.Equal(
            ["tracked", "rejections", "score", "tiers", "strategies", "turnover", "cost", "failures", "history"],
            page.Descendants("section").Select(static section => section.Attribute("id")!.Value));
        var targets = page.Descendants("a").Select(static link => link.Attribute("href")!.Value.TrimStart('#')).ToList();
        Assert.Equal(page.Descendants("section").Select(static section => section.Attribute("id")!.Value), targets);
        string[] queries =
        [
            "Top performing tokens (last 30 days)", "Discovery effectiveness (are high scores actually profitable?)", "Strategy performance by category",
            "Compare momentum vs aggressive_momentum for midcaps",
        ];
        var headings = page.Descendants("h3").Select(static heading => heading.Value).ToList();
        Assert.All(queries, query => Assert.Contains(query, headings));
        Assert.Contains(headings, static heading => heading.StartsWith("Get score history for ", StringComparison.Ordinal) && heading.EndsWith(" over last week", StringComparison.Ordinal));
        Assert.All(page.Descendants("section"), static section => Assert.Contains(
            section.Descendants(),
            static part => part.Name == "table" || part.Name == "svg" || part.Attribute("class")?.Value == "nothing"));
    }

    [Fact]
    public async Task A_store_without_cycles_has_a_page_that_says_so()
    {
        var market = LedgerMarket.Run(22, 1);
        var empty = await SampleReports.OfAsync(market, new LedgerReportOptions { To = market.Cycles[0].Input.CycleTimestamp.AddDays(-1) });

        var page = Parse(await SampleReports.PageAsync(empty));

        AssertHarmless(page);
        Assert.DoesNotMatch(Number(), page.ToString());
        Assert.Empty(empty.Periods);
        Assert.Contains("No cycle of the period read a candidate.", page.Descendants("p").Select(static part => part.Value));
    }

    [Fact]
    public async Task The_same_report_gives_the_same_text()
    {
        var report = await SampleReports.OfAsync(LedgerMarket.Run(23, 30));

        Assert.Equal(await SampleReports.PageAsync(report), await SampleReports.PageAsync(report));
        Assert.Equal(await SampleReports.PageAsync(report), await SampleReports.PageAsync(await SampleReports.OfAsync(LedgerMarket.Run(23, 30))));
    }

    [Fact]
    public async Task Shadow_scorers_stand_beside_the_score_and_their_names_are_text()
    {
        var report = await SampleReports.OfAsync(LedgerMarket.Run(11, 5));
        Assert.DoesNotContain("Shadow scorers", await SampleReports.PageAsync(report), StringComparison.Ordinal);
        var cycles = new GeneratedMarket(5) { Cycles = 230, Interval = TimeSpan.FromMinutes(15), Dwell = 60, Followed = 5, Edge = .3 }.Read().Select(static cycle => new ObservedCycle
        {
            Timestamp = cycle.Timestamp,
            ScoreVersion = cycle.ScoreVersion,
            OptionsHash = cycle.OptionsHash,
            Tokens = [.. cycle.Tokens.Select(static token => token with { Total = token.Total is null ? null : token.Momentum })],
            ShadowScores =
            [
                .. cycle.Tokens.Where(static token => token.Total is not null).Select(static token => new ShadowScoreRecord
                {
                    TokenAddress = token.Address,
                    Scorer = "<b>depth</b>",
                    ScorerVersion = "\"><script>",
                    OptionsHash = "x",
                    TotalScore = (decimal)token.Total!.Value,
                }),
            ],
        });

        var options = new ScoreEvaluationOptions { Horizons = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(4)], MaxPriceDelay = TimeSpan.FromMinutes(20) };

        var page = await SampleReports.PageAsync(SampleReports.Changed(report, static token => token, ScoreEvaluation.Measure(cycles, options)));

        Assert.Contains("<h3>Shadow scorers beside the score</h3>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;depth&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>depth", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("chip yes\">better</span>", page, StringComparison.Ordinal);
        Assert.Contains("not enough data</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nasty_names_are_text_and_nothing_else()
    {
        var report = await SampleReports.OfAsync(LedgerMarket.Run(24, 20));
        var plain = Shape(Parse(await SampleReports.PageAsync(SampleReports.Renamed(report, "plain"))));
        foreach (var name in Nasty)
        {
            var page = Parse(await SampleReports.PageAsync(SampleReports.Renamed(report, name)));

            AssertHarmless(page);
            Assert.Equal(plain, Shape(page));
        }
    }

    [Fact]
    public async Task Any_name_is_text_and_nothing_else()
    {
        var report = await SampleReports.OfAsync(LedgerMarket.Run(25, 3));
        var plain = Shape(Parse(await SampleReports.PageAsync(SampleReports.Renamed(report, "plain"))));
        await Gen.String[Gen.OneOf(Gen.Char, Gen.Char["<>&\"'\0\u202e\ud800\udfff/;=-]!"]), 0, 60].SampleAsync(
            async name =>
            {
                var page = Parse(await SampleReports.PageAsync(SampleReports.Renamed(report, name)));
                AssertHarmless(page);
                Assert.Equal(plain, Shape(page));
            },
            iter: 100);
    }

    [Fact]
    public async Task The_page_is_small_whatever_the_names_are()
    {
        var report = await SampleReports.OfAsync(LedgerMarket.Run(24, 20));
        var plain = (await SampleReports.PageAsync(report)).Length;

        var long10k = (await SampleReports.PageAsync(SampleReports.Renamed(report, new string('W', 10_000)))).Length;

        Assert.InRange(long10k, plain, plain + (report.Tokens.Count * 3_000));
    }

    // With BIRDEYE_REPORT_FILE it writes the page of which the docs have a picture.
    [Fact]
    public async Task A_file_of_the_page_is_read_as_it_was_written()
    {
        var asked = Environment.GetEnvironmentVariable("BIRDEYE_REPORT_FILE");
        var report = asked is null ? await SampleReports.OfAsync(LedgerMarket.Run(26, 10)) : await SampleReports.ForPictureAsync();
        var path = asked ?? Path.GetTempFileName();
        await using (var writer = File.CreateText(path))
        {
            await LedgerReportPage.WriteHtmlAsync(report, writer, SampleReports.Cancel);
        }

        var text = await File.ReadAllTextAsync(path, SampleReports.Cancel);

        AssertHarmless(Parse(text));
        Assert.Equal(await SampleReports.PageAsync(report), text);
        if (asked is null)
        {
            File.Delete(path);
        }
    }

    private static XDocument Parse(string page)
    {
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    // Elements and attributes, without texts and numbers: a name must not add or remove any.
    private static string Shape(XDocument page) => string.Join('\n', page.Descendants().Select(static element =>
        $"{element.Name} {string.Join(' ', element.Attributes().Select(static attribute => attribute.Name))}"));

    private static void AssertHarmless(XDocument page)
    {
        string[] elements =
        [
            "html", "head", "meta", "title", "link", "style", "body", "main", "header", "nav", "section", "article", "div", "span", "p", "h1", "h2", "h3", "a", "ul", "ol",
            "li", "dl", "dt", "dd", "strong", "code", "bdi", "time", "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td", "svg", "desc", "g", "line", "path", "rect",
            "circle", "text", "details", "summary",
        ];
        Assert.DoesNotContain(page.Descendants(), element => !elements.Contains(element.Name.LocalName));
        var attributes = page.Descendants().Attributes().ToList();
        Assert.DoesNotContain(attributes, static attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name == "style" || attribute.Name == "src");
        Assert.All(attributes.Where(static attribute => attribute.Name == "href"), static attribute => Assert.Matches("^(#[a-z]+|data:,)$", attribute.Value));
        var style = Assert.Single(page.Descendants("style")).Value;
        Assert.DoesNotMatch(@"url\(|@import|expression", style);
        var policy = page.Descendants("meta").Single(static meta => meta.Attribute("http-equiv") is not null).Attribute("content")!.Value;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'", policy);
        var ids = page.Descendants().Attributes("id").Select(static id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(page.Descendants("svg"), svg => Assert.All(svg.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.Contains(id, ids)));
        Assert.All(page.Descendants("svg"), static svg => Assert.NotEmpty(svg.Element("title")!.Value));
        Assert.DoesNotContain(page.ToString(), static letter => letter is '\0' or '\u202e' or '\u001b');
    }

    [GeneratedRegex(@"\b(NaN|Infinity|E\+\d+)\b|∞")]
    private static partial Regex Number();
}
