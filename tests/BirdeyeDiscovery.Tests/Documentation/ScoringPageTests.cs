using System.Globalization;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tests.Documentation;

/// <summary>The example and the plots of docs/scoring.md are what the scorer computes.</summary>
public sealed partial class ScoringPageTests
{
    private static readonly string Page = Pages.Read("docs/scoring.md");

    [Fact]
    public void The_example_of_the_page_is_what_the_scorer_computes()
    {
        var score = new TokenScorer(new ScoringOptions()).Score(Example(withAuthorities: false));

        Assert.Equal(Figure("Momentum"), score.Momentum, .005);
        Assert.Equal(Figure("Liquidity"), score.Liquidity, .005);
        Assert.Equal(Figure("Volume"), score.Volume, .005);
        Assert.Equal(Figure("Safety"), score.Safety, .005);
        Assert.Equal(Figure("Flow"), score.Flow, .005);
        Assert.Equal(Figure("Total"), score.Total);
        Assert.Equal(1, score.Coverage);
    }

    [Fact]
    public void The_capped_example_of_the_page_is_what_the_scorer_computes()
    {
        var score = new TokenScorer(new ScoringOptions()).Score(Example(withAuthorities: true));
        var said = Capped().Match(Page);

        Assert.Equal(Number(said.Groups["safety"].Value), score.Safety, .005);
        Assert.Equal(Number(said.Groups["total"].Value), score.Total);
    }

    [Fact]
    public void The_most_that_an_unsafe_token_can_reach_is_what_the_scorer_computes()
    {
        var options = new ScoringOptions();
        var score = new TokenScorer(options).Score(new()
        {
            LiquidityUsd = 1e9,
            Volume24hUsd = 1e9,
            UniqueWallets24h = 1e9,
            RoundTripShare = 0,
            Change5mPercent = 1e9,
            Change1hPercent = 1e9,
            Change24hPercent = 1e9,
            BuyVolume24hUsd = 1e15,
            SellVolume24hUsd = 0,
            BuyCount24h = 1e15,
            SellCount24h = 0,
            Security = new SecurityFacts
            {
                MintAuthorityLive = true,
                FreezeAuthorityLive = true,
                MutableMetadata = false,
                Top10Share = 0,
                CreatorShare = 0,
                LiquidityLock = LiquidityLock.Locked,
            },
            AgeHours = 1e6,
        });
        var weights = ScoreWeights.From(options);
        var uncapped = (weights.Momentum * score.Momentum) + (weights.Liquidity * score.Liquidity) + (weights.Volume * score.Volume)
            + (weights.Safety * score.Safety) + (weights.Flow * score.Flow);
        var said = Unsafe().Match(Page);

        Assert.Equal(Number(said.Groups["uncapped"].Value), uncapped, .005);
        Assert.Equal(Number(said.Groups["total"].Value), score.Total);
    }

    [Fact]
    public void The_plots_of_the_page_are_drawn_from_the_components()
    {
        foreach (var (name, svg) in ScorePlots.All)
        {
            var path = Path.Combine(Pages.Root, "docs", "images", $"score-{name}.svg");
            if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, svg);
            }

            Assert.True(File.Exists(path), $"{path} is missing; run the tests once with UPDATE_DOCS=1.");
            Assert.Equal(svg, File.ReadAllText(path).ReplaceLineEndings("\n"));
            Assert.Contains($"(images/score-{name}.svg)", Page, StringComparison.Ordinal);
        }
    }

    private static ScoreInputs Example(bool withAuthorities) => new()
    {
        LiquidityUsd = Figure("LiquidityUsd"),
        Volume24hUsd = Figure("Volume24hUsd"),
        UniqueWallets24h = Figure("UniqueWallets24h"),
        RoundTripShare = Figure("RoundTripShare"),
        Change5mPercent = Figure("Change5mPercent"),
        Change1hPercent = Figure("Change1hPercent"),
        Change24hPercent = Figure("Change24hPercent"),
        BuyVolume24hUsd = Figure("BuyVolume24hUsd"),
        SellVolume24hUsd = Figure("SellVolume24hUsd"),
        BuyCount24h = Figure("BuyCount24h"),
        SellCount24h = Figure("SellCount24h"),
        Security = new SecurityFacts
        {
            MintAuthorityLive = withAuthorities,
            FreezeAuthorityLive = withAuthorities,
            MutableMetadata = false,
            Top10Share = Figure("Top10Share"),
            CreatorShare = Figure("CreatorShare"),
        },
        AgeHours = Figure("AgeHours"),
    };

    private static double Figure(string name) => Number(Assert.Single(Row().Matches(Page), m => m.Groups["name"].Value == name).Groups["value"].Value);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?m)^\| `(?<name>\w+)` \| (?<value>[-\d.]+) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"could\nreach (?<uncapped>\d+); with them it reaches (?<total>[\d.]+)\.\n")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"its safety falls to (?<safety>[\d.]+)[^*]*\*\*(?<total>[\d.]+)\*\*")]
    private static partial Regex Capped();
}
