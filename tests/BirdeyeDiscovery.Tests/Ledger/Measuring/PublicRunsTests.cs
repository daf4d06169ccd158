using System.Globalization;
using BirdeyeDiscovery.Ledger;
using BirdeyeDiscovery.Tests.Documentation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.VisualBasic.FileIO;

namespace BirdeyeDiscovery.Tests.Ledger.Measuring;

/// <summary>The figures of the page about a real market, measured as its program does.</summary>
public sealed class PublicRunsTests
{
    private const string FileName = "solana_discovery_20260430_20260501.csv";

    [Fact]
    public void The_page_has_the_figures_of_the_public_runs()
    {
        var path = Find();
        Assert.SkipWhen(path is null, "The public runs are not at hand: set BIRDEYE_PUBLIC_RUNS to the file, or keep it in shared/data/market/azalyst above the checkout.");
        var report = Assert.Single(ScoreEvaluation.Measure(Runs(path!), Options()));

        var lines = report.Horizons.SelectMany(static horizon => new[] { ScoreFactor.Total, ScoreFactor.Momentum, ScoreFactor.Liquidity, ScoreFactor.Volume }
            .Select(factor => Row(horizon, horizon.Factors[(int)factor])));
        var page = Pages.Read("docs/real-market.md");
        string[] expected =
        [
            $"{report.Cycles} runs and {report.Tokens} tokens",
            string.Join('\n', lines),
            .. report.Horizons.Select(static horizon => $"*{horizon.Total.Summary}*"),
        ];
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', expected));
        Assert.All(expected, text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_says_why_the_outcomes_are_not_measured()
    {
        var runs = Find();
        var path = runs is null ? null : Path.Combine(Path.GetDirectoryName(runs)!, "solana_outcomes.csv");
        Assert.SkipWhen(!File.Exists(path), "The public outcomes are not at hand: keep solana_outcomes.csv beside the file of the public runs.");
        var snapshots = Rows(runs!).ToDictionary(static row => row[0], StringComparer.Ordinal);
        var outcomes = Rows(path!).ToList();
        var known = outcomes.Where(row => snapshots.ContainsKey(row[1])).ToList();
        var trending = known.Where(row => snapshots[row[1]][6] == "trending").ToList();
        var minutes = known.Select(row => (Time(row[4]) - Time(snapshots[row[1]][1])).TotalMinutes).ToList();

        Assert.All(known, row => Assert.Equal(Number(snapshots[row[1]][7]), Number(row[10])));
        Assert.All(outcomes, static row => Assert.Equal("60", row[2]));
        var page = Pages.Read("docs/real-market.md").ReplaceLineEndings(" ");
        var expected = string.Create(
            CultureInfo.InvariantCulture,
            $"Of {outcomes.Count} rows, {known.Count} belong to a run in the file, and {trending.Count} of these to a trending token. Those are "
            + $"{trending.Select(static row => row[6]).Distinct().Count()} tokens, where a verdict needs {ScoreEvaluation.MinTokens}. "
            + $"The row of an hour was read {minutes.Min():0} to {minutes.Max():0} minutes after the run.");
        Assert.Contains(expected, page, StringComparison.Ordinal);
    }

    private static string Row(HorizonReport horizon, FactorReport factor) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {horizon.Horizon.TotalHours:0} h | {factor.Factor.ToString().ToLowerInvariant()} | {factor.Figures.Observations} | {factor.Figures.Tokens} | {factor.Figures.RankIc:0.00;−0.00} |");

    private static ScoreEvaluationOptions Options() => new()
    {
        Horizons = [TimeSpan.FromHours(1), TimeSpan.FromHours(4)],
        MaxPriceDelay = TimeSpan.FromHours(2.5),
    };

    private static IEnumerable<ObservedCycle> Runs(string path)
    {
        var services = new ServiceCollection();
        services.AddBirdeyeDiscovery(static _ => { });
        using var provider = services.BuildServiceProvider();
        var scorer = provider.GetRequiredService<ITokenScorer>();
        foreach (var run in Rows(path).Where(static row => row[6] == "trending").GroupBy(static row => row[1]))
        {
            yield return new ObservedCycle
            {
                Timestamp = DateTimeOffset.Parse(run.Key, CultureInfo.InvariantCulture),
                ScoreVersion = scorer.Version,
                OptionsHash = scorer.OptionsHash,
                Tokens = [.. run.Select(row => Observed(row, scorer))],
            };
        }
    }

    private static ObservedToken Observed(string[] row, ITokenScorer scorer)
    {
        var score = scorer.Score(new ScoreInputs
        {
            LiquidityUsd = Number(row[8]),
            Volume24hUsd = Number(row[12]),
            Change5mPercent = Number(row[13]),
            Change1hPercent = Number(row[14]),
            Change24hPercent = Number(row[15]),
        });
        return new ObservedToken
        {
            Address = row[3],
            PriceUsd = Number(row[7]),
            LiquidityUsd = Number(row[8]),
            Total = score.Total,
            Momentum = score.Momentum,
            Liquidity = score.Liquidity,
            Volume = score.Volume,
        };
    }

    private static IEnumerable<string[]> Rows(string path)
    {
        using var parser = new TextFieldParser(path) { TextFieldType = FieldType.Delimited, Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        parser.ReadFields();
        while (!parser.EndOfData)
        {
            yield return parser.ReadFields()!;
        }
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("BIRDEYE_PUBLIC_RUNS") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "market", "azalyst", FileName);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
